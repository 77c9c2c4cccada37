using System.Linq.Expressions;
using System.Reflection;

namespace Linq.Streaming.Tests.Capture;

/// <summary>A public method of <see cref="StreamQueryable"/> with its type parameters closed and an argument for each parameter.</summary>
internal sealed class OperatorSample
{
    // Different types, so that a mix-up of two type parameters cannot pass.
    private static readonly Type[] TypeArguments = [typeof(int), typeof(string), typeof(Guid), typeof(double)];

    private readonly MethodInfo _definition;

    public OperatorSample(MethodInfo definition)
    {
        _definition = definition;
        Method = definition.IsGenericMethodDefinition
            ? definition.MakeGenericMethod(TypeArguments[..definition.GetGenericArguments().Length])
            : definition;
        Arguments = [.. Method.GetParameters().Select(parameter => Sample(parameter.ParameterType))];
    }

    public static IReadOnlyDictionary<string, MethodInfo> All { get; } = typeof(StreamQueryable)
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .ToDictionary(method => method.ToString()!);

    public CapturingProvider Provider { get; } = new();

    public MethodInfo Method { get; }

    public object?[] Arguments { get; }

    public object? Invoke(object?[] arguments) =>
        Method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>The positions of the parameters that must not be null, by the method's own annotations.</summary>
    public IEnumerable<ParameterInfo> ParametersThatRefuseNull()
    {
        var nullability = new NullabilityInfoContext();
        return _definition.GetParameters().Where(parameter =>
            parameter.ParameterType is { IsValueType: false, IsGenericParameter: false }
            && nullability.Create(parameter).WriteState == NullabilityState.NotNull);
    }

    private object? Sample(Type type)
    {
        if (type.IsAssignableTo(typeof(IStreamQueryable)))
            return SampleStream(type);
        if (type.IsAssignableTo(typeof(LambdaExpression)))
            return SampleLambda(type.GetGenericArguments()[0]);
        if (type.IsAssignableTo(typeof(Delegate)))
            return SampleLambda(type).Compile();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(StateSpec<,,,>))
            return SampleSpec(type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            return Array.CreateInstance(type.GetGenericArguments()[0], 2);
        return type == typeof(TimeSpan) ? TimeSpan.FromSeconds(2)
            : type == typeof(int) ? 3
            : type == typeof(string) ? "name"
            : type.IsValueType ? Activator.CreateInstance(type)
            : null;
    }

    private object SampleStream(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IMapWithStateQueryable<,,>))
            return Activator.CreateInstance(typeof(MapWithStateQuery<,,>).MakeGenericType(type.GetGenericArguments()), Expression.Parameter(type), Provider)!;

        var element = type.IsGenericType ? type.GetGenericArguments()[0] : typeof(int);
        var ordered = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IOrderedStreamQueryable<>);
        var source = ordered ? nameof(CapturingProvider.OrderedSource) : nameof(CapturingProvider.Source);
        return typeof(CapturingProvider).GetMethod(source)!.MakeGenericMethod(element).Invoke(Provider, null)!;
    }

    private static object SampleSpec(Type type)
    {
        var create = typeof(StateSpec).GetMethods().First(method => method.Name == nameof(StateSpec.Create)).MakeGenericMethod(type.GetGenericArguments());
        return create.Invoke(null, [SampleLambda(create.GetParameters()[0].ParameterType).Compile()])!;
    }

    private static LambdaExpression SampleLambda(Type type)
    {
        var invoke = type.GetMethod(nameof(Action.Invoke))!;
        var parameters = invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType));
        return Expression.Lambda(type, Expression.Default(invoke.ReturnType), parameters);
    }
}
