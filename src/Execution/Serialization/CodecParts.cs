namespace Linq.Streaming.Execution.Serialization;

/// <summary>Makes codecs of types that are known at run time.</summary>
internal static class CodecParts
{
    public static ValueCodec New(Type definition, Type[] arguments, params object[] parts) =>
        (ValueCodec)Activator.CreateInstance(definition.MakeGenericType(arguments), parts)!;

    /// <summary>The codec of a collection.</summary>
    /// <param name="type">The collection.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="codecOf">The codec of each of its type arguments, with the argument's index.</param>
    public static ValueCodec Collection(Type type, object shape, Func<Type, int, ValueCodec> codecOf)
    {
        var arguments = type.GenericTypeArguments;
        ValueCodec[] codecs = [.. arguments.Select(codecOf)];
        var element = codecs.Length == 1 ? codecs[0] : New(typeof(PairCodec<,>), arguments, codecs[0], codecs[1]);
        return New(typeof(CollectionCodec<,>), [type, element.Type], shape, element);
    }
}
