using System.Linq.Expressions;
using System.Reflection;

namespace Linq.Streaming.Execution.Code;

/// <summary>Expression trees as C#. It reads as a person would write it, or, where it is to be compiled, does exactly what the tree does.</summary>
/// <remarks>
/// C# knows statements and expressions, a tree only expressions. What C# cannot write inside an expression is put into statements before it,
/// and what would have been evaluated earlier into variables before those, so that the order of evaluation stays that of the tree.
/// </remarks>
internal sealed partial class CodePrinter
{
    private readonly CodeNames _names = new();
    private readonly CodeTypes _types;
    private readonly CodeConstants _constants;
    private readonly StatementNeeds _needs = new();
    private readonly Func<Expression, string?>? _comments;
    private string? _comment;
    private CodeLines _lines = new();
    private bool _isChecked;

    private CodePrinter(bool isExact, Func<Expression, string?>? comments)
    {
        _types = new CodeTypes(isExact);
        _constants = new CodeConstants(_names, _types);
        _comments = comments;
        _names.Fresh("constants");
    }

    /// <summary>To read. What <paramref name="comments"/> says of an expression stands before the statement that it is in.</summary>
    /// <exception cref="NotSupportedException">It contains what C# has no words for; the message says what.</exception>
    public static string Print(LambdaExpression lambda, Func<Expression, string?>? comments = null) =>
        new CodePrinter(isExact: false, comments).Method(lambda, "").Text;

    /// <summary>To compile, as a method that is given its constants before its own parameters.</summary>
    /// <exception cref="NotSupportedException">It contains what C# has no words for; the message says what.</exception>
    public static CodeMethod Compilable(LambdaExpression lambda, Func<Expression, string?>? comments = null) =>
        new CodePrinter(isExact: true, comments).Method(lambda, "object[] constants, ");

    /// <summary>The parameters of a call of any kind; none where its arguments are no parameters.</summary>
    public static ParameterInfo[] ParametersOf(Expression call) => call switch
    {
        MethodCallExpression { Method: var method } => method.GetParameters(),
        NewExpression { Constructor: { } constructor } => constructor.GetParameters(),
        InvocationExpression { Expression.Type: var type } when typeof(Delegate).IsAssignableFrom(type) => type.GetMethod(nameof(Action.Invoke))!.GetParameters(),
        IndexExpression { Indexer: { } indexer } => indexer.GetIndexParameters(),
        _ => [],
    };

    private CodeMethod Method(LambdaExpression lambda, string before)
    {
        // The signature must not name what is less accessible than the method.
        var parameters = string.Join(", ", lambda.Parameters.Select(parameter => _types.IsExact
            ? $"object {_names.Declare(parameter)}Object"
            : $"{(parameter.IsByRef ? "ref " : "")}{_types.Of(parameter.Type)} {_names.Declare(parameter)}"));
        var name = _names.Fresh(lambda.Name ?? "Stage");
        Body(lambda);
        var body = _lines;
        _lines = new CodeLines();
        // Declarations name types too, so they come before the list of type parameters.
        var constants = _constants.Declarations.ToArray();
        var typeParameters = string.Join(", ", _types.Arguments.Select((_, i) => $"T{i}"));
        var constraints = string.Concat(_types.Arguments.Select((type, i) => $" where T{i} : {(type.IsValueType ? "struct" : "class")}"));
        var head = $"{_types.Of(lambda.ReturnType)} {name}{(typeParameters.Length == 0 ? "" : $"<{typeParameters}>")}({before}{parameters}){constraints}";
        _lines.AddBlock(_types.IsExact ? $"internal static {head}" : head, () =>
        {
            foreach (var parameter in lambda.Parameters.Where(_ => _types.IsExact))
            {
                _lines.Add($"var {_names.Of(parameter)} = ({_types.Of(parameter.Type)}){_names.Of(parameter)}Object;");
            }

            foreach (var declaration in constants)
            {
                _lines.Add(declaration);
            }

            _lines.AddText(body.ToString());
        });
        return new CodeMethod(name, _lines.ToString(), _types.Arguments, _constants.Values, _types.Assemblies);
    }

    private void Body(LambdaExpression lambda)
    {
        if (lambda.ReturnType == typeof(void))
        {
            Statement(lambda.Body);
        }
        else
        {
            _lines.Add($"return {Value(lambda.Body)};");
        }
    }

    private static NotSupportedException Unknown(Expression node) => new($"C# has no words for {node.NodeType} of {node.Type}");
}

/// <summary>A method as C#.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its text.</param>
/// <param name="TypeArguments">What its type parameters stand for: types without a name.</param>
/// <param name="Constants">What its first parameter is given: objects that cannot be written.</param>
/// <param name="Assemblies">Where the types are that it names.</param>
internal sealed record CodeMethod(string Name, string Text, IReadOnlyList<Type> TypeArguments, object[] Constants, IReadOnlyCollection<Assembly> Assemblies);
