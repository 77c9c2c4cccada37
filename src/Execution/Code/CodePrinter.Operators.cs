using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Execution.Code;

// Operators, conversions and conditions.
internal sealed partial class CodePrinter
{
    private CodeText Unary(UnaryExpression node) => node.NodeType switch
    {
        ExpressionType.Quote => Quote(node),
        ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.Unbox => Convert(node),
        ExpressionType.TypeAs => new($"{Operands(CodeLevel.Relational, node.Operand)[0]} as {_types.Of(node.Type)}", CodeLevel.Relational),
        ExpressionType.ArrayLength => new($"{Operands(CodeLevel.Primary, node.Operand)[0]}.Length"),
        ExpressionType.Negate or ExpressionType.NegateChecked => InContext(node, () => Narrowed(node, Prefix("-", node))),
        ExpressionType.UnaryPlus => Prefix("+", node),
        ExpressionType.Not => IsBoolean(node.Type) ? Prefix("!", node) : Narrowed(node, Prefix("~", node)),
        ExpressionType.OnesComplement => Narrowed(node, Prefix("~", node)),
        ExpressionType.IsTrue when node.Method is null => Value(node.Operand),
        ExpressionType.IsFalse when node.Method is null => Prefix("!", node),
        ExpressionType.Increment => InContext(node, () => Narrowed(node, new($"{Operands(CodeLevel.Additive, node.Operand)[0]} + 1", CodeLevel.Additive))),
        ExpressionType.Decrement => InContext(node, () => Narrowed(node, new($"{Operands(CodeLevel.Additive, node.Operand)[0]} - 1", CodeLevel.Additive))),
        ExpressionType.PreIncrementAssign => InContext(node, () => new($"++{Variable(node.Operand)}", CodeLevel.Unary)),
        ExpressionType.PreDecrementAssign => InContext(node, () => new($"--{Variable(node.Operand)}", CodeLevel.Unary)),
        ExpressionType.PostIncrementAssign => InContext(node, () => new($"{Variable(node.Operand)}++")),
        ExpressionType.PostDecrementAssign => InContext(node, () => new($"{Variable(node.Operand)}--")),
        _ => Statements(node),
    };

    private CodeText Prefix(string symbol, UnaryExpression node) => IsOperator(node.Method)
        ? new(symbol + Operands(CodeLevel.Primary, node.Operand)[0], CodeLevel.Unary)
        : Outlined(node, node.Operand);

    private CodeText Convert(UnaryExpression node)
    {
        if (!IsOperator(node.Method))
        {
            return Outlined(node, node.Operand);
        }

        // A type parameter is not known to be related to any type but object.
        var isFree = _types.IsExact && (CodeTypes.IsUnspeakable(node.Type) || CodeTypes.IsUnspeakable(node.Operand.Type)) && node.Type != typeof(object);
        return InContext(node, () => new(
            $"({_types.Of(node.Type)}){(isFree ? "(object)" : "")}{Operands(CodeLevel.Primary, node.Operand)[0]}", CodeLevel.Unary));
    }

    private CodeText TypeTest(TypeBinaryExpression node) => node.NodeType == ExpressionType.TypeIs
        ? new($"{Operands(CodeLevel.Relational, node.Expression)[0]} is {_types.Of(node.TypeOperand)}", CodeLevel.Relational)
        : Outlined(node, node.Expression);

    private CodeText Binary(BinaryExpression node) => node.NodeType switch
    {
        ExpressionType.ArrayIndex => Element(node.Left, [node.Right]),
        ExpressionType.Assign => new(Assignment(node), CodeLevel.Assignment),
        ExpressionType.AndAlso or ExpressionType.OrElse => ShortCircuit(node),
        ExpressionType.Coalesce => Coalesce(node),
        ExpressionType.Power => Outlined(node, node.Left, node.Right),
        ExpressionType.Equal or ExpressionType.NotEqual when node.Method is null && !node.Left.Type.IsValueType => Same(node),
        _ when IsAssignment(node.NodeType) => Compound(node),
        _ => Arithmetic(node),
    };

    private CodeText Arithmetic(BinaryExpression node)
    {
        var isText = node is { NodeType: ExpressionType.Add, Method: { Name: nameof(string.Concat) } method } && method.DeclaringType == typeof(string)
            && (node.Left.Type == typeof(string) || node.Right.Type == typeof(string));
        if ((!isText && !IsOperator(node.Method)) || (node.IsLiftedToNull && IsBoolean(node.Type) && !IsBoolean(node.Left.Type)))
        {
            return Outlined(node, node.Left, node.Right);
        }

        return InContext(node, () =>
        {
            var level = LevelOf(node.NodeType);
            var sides = Operands(level, level + 1, node.Left, node.Right);
            return Narrowed(node, new($"{sides[0]} {OperatorSymbols.Of(node.NodeType)} {sides[1]}", level));
        });
    }

    // By reference, whatever operators the types have.
    private CodeText Same(BinaryExpression node)
    {
        var isEqual = node.NodeType == ExpressionType.Equal;
        if (node.Right is ConstantExpression { Value: null } or DefaultExpression)
        {
            return new($"{Operands(CodeLevel.Relational, node.Left)[0]} is {(isEqual ? "null" : "not null")}", CodeLevel.Relational);
        }

        var sides = Operands(CodeLevel.Unary, node.Left, node.Right);
        return new($"(object){sides[0]} {(isEqual ? "==" : "!=")} (object){sides[1]}", CodeLevel.Equality);
    }

    private CodeText ShortCircuit(BinaryExpression node)
    {
        if (!IsOperator(node.Method) || node.Type != typeof(bool))
        {
            return Outlined(node, node.Left, node.Right);
        }

        var level = LevelOf(node.NodeType);
        if (!_needs.Of(node.Right))
        {
            return new($"{Value(node.Left).At(level)} {OperatorSymbols.Of(node.NodeType)} {Value(node.Right).At(level + 1)}", level);
        }

        var result = Keep(Value(node.Left), typeof(bool));
        _lines.AddBlock($"if ({(node.NodeType == ExpressionType.AndAlso ? "" : "!")}{result})", () => Into(result, node.Right));
        return new(result);
    }

    private CodeText Coalesce(BinaryExpression node)
    {
        if (node.Conversion is { } conversion)
        {
            return Value(Converted(node, conversion));
        }

        if (!_needs.Of(node.Right))
        {
            return new($"{Value(node.Left).At(CodeLevel.OrElse)} ?? {Value(node.Right).At(CodeLevel.Coalesce)}", CodeLevel.Coalesce);
        }

        var left = Keep(Value(node.Left), node.Left.Type);
        var result = Keep(Default(node.Type), node.Type);
        var value = node.Type == node.Left.Type ? left : $"({_types.Of(node.Type)}){left}";
        _lines.AddBlock($"if ({left} is not null)", () => _lines.Add($"{result} = {value};"));
        _lines.AddBlock("else", () => Into(result, node.Right));
        return new(result);
    }

    // { left = …; left is not null ? conversion(left) : right }
    private static BlockExpression Converted(BinaryExpression node, LambdaExpression conversion)
    {
        var left = Expression.Variable(node.Left.Type, "left");
        Expression value = conversion.Parameters[0].Type == left.Type ? left : Expression.Convert(left, conversion.Parameters[0].Type);
        return Expression.Block(
            [left],
            Expression.Assign(left, node.Left),
            Expression.Condition(Expression.NotEqual(left, Expression.Constant(null, left.Type)), Expression.Invoke(conversion, value), node.Right, node.Type));
    }

    private CodeText Conditional(ConditionalExpression node)
    {
        if (_needs.Of(node.IfTrue) || _needs.Of(node.IfFalse))
        {
            return Statements(node);
        }

        var test = Value(node.Test).At(CodeLevel.Coalesce);
        return new($"{test} ? {Branch(node.IfTrue, node.Type)} : {Branch(node.IfFalse, node.Type)}", CodeLevel.Conditional);
    }

    private string Branch(Expression branch, Type type) => branch.Type == type
        ? Value(branch).At(CodeLevel.Conditional)
        : $"({_types.Of(type)}){Value(branch).At(CodeLevel.Primary)}";

    // The context of overflow is lexical in C#, and a node's own in a tree.
    private CodeText InContext(Expression node, Func<CodeText> print)
    {
        var wanted = OperatorSymbols.IsChecked(node.NodeType) || node.NodeType is ExpressionType.AddAssignChecked or ExpressionType.SubtractAssignChecked or ExpressionType.MultiplyAssignChecked;
        var isConstant = node is BinaryExpression { Left: ConstantExpression, Right: ConstantExpression } && node.Type.IsPrimitive && node.Type != typeof(bool);
        if ((wanted == _isChecked && !isConstant) || !Overflows(node))
        {
            return print();
        }

        (var outer, _isChecked) = (_isChecked, wanted);
        var text = print();
        _isChecked = outer;
        return new($"{(wanted ? "checked" : "unchecked")}({text})");
    }

    private static bool Overflows(Expression node) => node switch
    {
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert => IsNumber(convert.Operand.Type) && IsNumber(convert.Type),
        _ => IsNumber(node.Type),
    };

    private static bool IsNumber(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsPrimitive: true } or { IsEnum: true };

    // C# computes with small numbers as with int.
    private CodeText Narrowed(Expression node, CodeText text) =>
        Type.GetTypeCode(Nullable.GetUnderlyingType(node.Type) ?? node.Type) is TypeCode.Byte or TypeCode.SByte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char
            && !node.Type.IsEnum
            ? new($"({_types.Of(node.Type)}){text.At(CodeLevel.Primary)}", CodeLevel.Unary)
            : text;

    private static bool IsBoolean(Type type) => type == typeof(bool) || type == typeof(bool?);

    private static bool IsOperator(System.Reflection.MethodInfo? method) => method is null || (method.IsSpecialName && method.Name.StartsWith("op_", StringComparison.Ordinal));
}
