using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Code;

// Members, calls and functions.
internal sealed partial class CodePrinter
{
    private CodeText Member(MemberExpression node)
    {
        if (_types.IsExact && IsUnspeakable(node.Member))
        {
            return node.Expression is null ? Outlined(node) : Outlined(node, node.Expression);
        }

        if (node.Expression is ConstantExpression { Value: not null } && CodeTypes.IsUnspeakable(node.Expression.Type))
        {
            return new(node.Member.Name);
        }

        return new($"{Receiver(node.Expression, node.Member)}.{Planning.Explain.TypeNames.OfMember(node.Member)}");
    }

    // A call on a class that hides the member goes to the class that declares it.
    private string Receiver(Expression? target, MemberInfo member) => target is null
        ? _types.Of(member.DeclaringType!)
        : Receiver(target, Operands(CodeLevel.Primary, target)[0], member);

    private string Receiver(Expression target, string text, MemberInfo member) =>
        !target.Type.IsValueType && target.Type != member.DeclaringType && IsHidden(target.Type, member) ? $"(({_types.Of(member.DeclaringType!)}){text})" : text;

    private static bool IsHidden(Type type, MemberInfo member)
    {
        const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        if (member.DeclaringType!.IsInterface)
        {
            return !type.IsInterface || type.GetMember(member.Name, Own).Length > 0;
        }

        for (var derived = type; derived is not null && derived != member.DeclaringType; derived = derived.BaseType)
        {
            if (derived.GetMember(member.Name, Own).Any(own => own is not MethodInfo method || method.GetBaseDefinition() == method))
            {
                return true;
            }
        }

        return false;
    }

    private CodeText Index(IndexExpression node) => Element(node.Object!, [.. node.Arguments]);

    private CodeText Element(Expression array, Expression[] indexes)
    {
        var texts = Operands(CodeLevel.Primary, CodeLevel.Assignment, [array, .. indexes]);
        return new($"{texts[0]}[{string.Join(", ", texts[1..])}]");
    }

    private CodeText Call(MethodCallExpression node)
    {
        if (_types.IsExact && (IsUnspeakable(node.Method) || node.Method.GetParameters().Any(parameter => parameter.ParameterType.IsPointer)))
        {
            return node.Object is null ? Outlined(node, [.. node.Arguments]) : Outlined(node, [node.Object, .. node.Arguments]);
        }

        var texts = Arguments(node, node.Object, node.Arguments);
        var receiver = node.Object is null ? _types.Of(node.Method.DeclaringType!) : Receiver(node.Object, texts[0], node.Method);
        var arguments = texts[1..];
        if (node.Object is not null && node.Method.IsSpecialName && PropertyOf(node.Method) is { } property)
        {
            return PropertyAccess(receiver, property, node.Method, arguments);
        }

        if (node.Object?.Type.IsArray == true && node.Method.Name == "Get")
        {
            return new($"{receiver}[{string.Join(", ", arguments)}]");
        }

        if (!_types.IsExact && node.Object is null && arguments.Length > 0 && node.Method.IsDefined(typeof(ExtensionAttribute), inherit: false))
        {
            (receiver, arguments) = (Operand(node.Arguments[0], arguments[0]), arguments[1..]);
        }

        return new($"{receiver}.{node.Method.Name}{TypeArguments(node.Method)}({string.Join(", ", arguments)})");
    }

    private static string Operand(Expression node, string text) =>
        node is BinaryExpression or ConditionalExpression or LambdaExpression or TypeBinaryExpression or UnaryExpression ? $"({text})" : text;

    private static CodeText PropertyAccess(string receiver, PropertyInfo property, MethodInfo method, string[] arguments)
    {
        var isSetter = property.SetMethod == method;
        var indexes = isSetter ? arguments[..^1] : arguments;
        var place = indexes.Length > 0 ? $"{receiver}[{string.Join(", ", indexes)}]" : $"{receiver}.{property.Name}";
        return isSetter ? new($"{place} = {arguments[^1]}", CodeLevel.Assignment) : new(place);
    }

    private static PropertyInfo? PropertyOf(MethodInfo method) => method.DeclaringType!
        .GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .FirstOrDefault(property => property.GetMethod == method || property.SetMethod == method);

    private string TypeArguments(MethodInfo method)
    {
        // Readers can infer what the compiler infers.
        var isInferred = !_types.IsExact && method.IsGenericMethod && method.GetGenericMethodDefinition() is var definition
            && definition.GetGenericArguments().All(argument => definition.GetParameters().Any(parameter => Mentions(parameter.ParameterType, argument)));
        return !method.IsGenericMethod || isInferred ? "" : $"<{string.Join(", ", method.GetGenericArguments().Select(_types.Of))}>";
    }

    private static bool Mentions(Type type, Type argument) =>
        type == argument || (type.HasElementType ? Mentions(type.GetElementType()!, argument) : type.GetGenericArguments().Any(inner => Mentions(inner, argument)));

    // The receiver first, which may be none; then the arguments, with the modifiers and the casts that their parameters ask for.
    private string[] Arguments(Expression call, Expression? receiver, IReadOnlyList<Expression> arguments)
    {
        var parameters = ParametersOf(call);
        var texts = Operands(CodeLevel.Primary, CodeLevel.Assignment, [receiver, .. arguments]);
        for (var i = 0; i < arguments.Count; i++)
        {
            texts[i + 1] = Argument(arguments[i], texts[i + 1], i < parameters.Length ? parameters[i] : null);
        }

        return texts;
    }

    private string Argument(Expression argument, string text, ParameterInfo? parameter)
    {
        if (parameter?.ParameterType is not { } type)
        {
            return text;
        }

        if (type.IsByRef)
        {
            var modifier = parameter.IsIn ? "in" : parameter.IsOut ? "out" : "ref";
            return $"{modifier} {(StatementNeeds.IsVariable(argument) ? text : Keep(new(text), argument.Type))}";
        }

        var isPlain = argument.Type == type || !_types.IsExact || argument is LambdaExpression or ConstantExpression { Value: null };
        return isPlain ? text : $"({_types.Of(type)}){(CodeTypes.IsUnspeakable(argument.Type) && type != typeof(object) ? "(object)" : "")}({text})";
    }

    private static bool IsUnspeakable(MemberInfo member) =>
        member.Name.Contains('<') || (member.DeclaringType is { } type && CodeTypes.IsUnspeakable(type));
}
