using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Execution.Serialization;

/// <summary>Makes codecs that read what was written under another schema, of types that can be kept.</summary>
internal sealed class CodecAdapter(ValueCodecs codecs)
{
    private readonly Dictionary<(Type, SchemaNode), ValueCodec> _made = [];
    private readonly MemberPath _path = new();

    /// <exception cref="UnsupportedValueException">What was written cannot become a value of the type.</exception>
    public ValueCodec Adapt(Type type, SchemaNode written) => Of(type, written, TypeNames.Of(type));

    private ValueCodec Of(Type type, SchemaNode written, string step)
    {
        if (_made.TryGetValue((type, written), out var codec))
        {
            return codec;
        }

        _path.Enter(step);
        codec = codecs.For(type).Schema == SchemaText.Of(written) ? Add(type, written, codecs.For(type)) : Make(type, written);
        _path.Leave();
        return codec;
    }

    private ValueCodec Make(Type type, SchemaNode written)
    {
        var current = codecs.For(type);
        if (current is IMemberwise memberwise)
        {
            return OfMembers(type, memberwise, written);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            var inner = written is OptionalSchema optional ? optional.Value : written;
            return Add(type, written, CodecParts.New(typeof(NullableCodec<>), [value], Of(value, inner, ""), written is not OptionalSchema));
        }

        if (current.Node is SequenceSchema sequence && written is SequenceSchema elements && elements.Kind == sequence.Kind)
        {
            return Add(type, written, OfElements(type, elements));
        }

        if (CodecShapes.IsGroup(type) && written is OptionalSchema { Value: RecordSchema group } && Rows(group) is { } rows)
        {
            var (key, element) = (type.GenericTypeArguments[0], type.GenericTypeArguments[1]);
            return Add(type, written, CodecParts.New(
                typeof(GroupCodec<,,>), [type, key, element], Of(key, group.Members[0].Value, ".Key"), Of(typeof(TimeWindow), group.Members[1].Value, ".Window"), Of(element, rows, "[]")));
        }

        return current.Node is ScalarSchema wanted && written is ScalarSchema scalar && OfScalar(type, scalar.Kind, wanted.Kind) is { } wide
            ? Add(type, written, wide)
            : throw Refused(type, written);
    }

    private ValueCodec OfMembers(Type type, IMemberwise current, SchemaNode written)
    {
        if ((written is OptionalSchema optional && current.HasPresence ? optional.Value : written) is not RecordSchema record)
        {
            throw Refused(type, written);
        }

        var codec = Add(type, written, CodecParts.New(type.IsValueType ? typeof(StructCodec<>) : typeof(ClassCodec<>), [type]));
        var memberwise = (IMemberwise)codec;
        memberwise.Record = record;
        if (written is not OptionalSchema && current.HasPresence)
        {
            memberwise.HasPresence = false;
        }

        var members = Members.Of(type);
        var growing = GrowingArrays.Of(type, members);
        var fields = members.Where(member => member.Field != growing?.Count).ToDictionary(member => member.Name, member => member.Field);
        memberwise.Complete([.. record.Members.Select(member => fields.TryGetValue(member.Name, out var field)
            ? new MemberStep(field, Of(field.FieldType, member.Value, "." + member.Name), field == growing?.Array ? growing?.Count : null)
            : new MemberStep(null, new SkippedValue(member.Value)))]);
        return codec;
    }

    private ValueCodec OfElements(Type type, SequenceSchema written)
    {
        if (type.IsSZArray)
        {
            var element = type.GetElementType()!;
            return CodecParts.New(typeof(ArrayCodec<>), [element], Of(element, written.Parts[0], "[]"));
        }

        return CodecParts.Collection(type, CodecShapes.ShapeOf(type)!, (argument, i) => Of(argument, written.Parts[i], "[]"));
    }

    private ValueCodec? OfScalar(Type type, string written, string wanted)
    {
        if (MemoryPackSchema.Is(written) && MemoryPackSchema.CanRead(written, wanted))
        {
            return codecs.For(type);
        }

        var number = type.IsEnum ? Enum.GetUnderlyingType(type) : type;
        return Widenings.IsWider(written, wanted)
            ? CodecParts.New(typeof(WideningCodec<,,>), [ScalarKinds.ByKind[written].Type, number, type], ScalarKinds.ByKind[written])
            : null;
    }

    private static SchemaNode? Rows(RecordSchema group) =>
        group.Members is [("Key", _), ("Window", _), ("Rows", SequenceSchema { Kind: SequenceKinds.List } rows)] ? rows.Parts[0] : null;

    private ValueCodec Add(Type type, SchemaNode written, ValueCodec codec)
    {
        _made[(type, written)] = codec;
        return codec;
    }

    private UnsupportedValueException Refused(Type type, SchemaNode written) => new(
        $"{_path} was written as '{SchemaText.Of(written)}' and is '{codecs.For(type).Schema}' now, which cannot be read from it. Give the member another name, or keep its type.");
}
