using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>Builds the loop of one stage: variables that live through it, what it reads, and the functions that it inlines.</summary>
internal sealed class StageEmitter(StageTemplate stage, bool traced)
{
    private readonly ParameterExpression _frame = Expression.Parameter(typeof(TaskFrame), "frame");
    private readonly List<ParameterExpression> _variables = [];
    private readonly List<Expression> _prologue = [];
    private readonly List<Expression> _epilogue = [];
    private readonly List<StageSlot> _slots = [];
    private readonly List<StreamExpander> _results = [];
    private readonly Dictionary<string, ParameterExpression> _named = [];
    private readonly StageAsides _asides = new();
    private readonly Dictionary<Expression, int> _origins = new(ReferenceEqualityComparer.Instance);
    private readonly bool _isFused = stage.Tail.Mode != StageMode.Unfused;
    private object? _branch;

    public StageTemplate Stage => stage;

    public ParameterExpression Frame => _frame;

    /// <summary>What the input slots stand for, in order.</summary>
    public IReadOnlyList<StageSlot> Slots => _slots;

    /// <summary>What the result slots stand for, in order.</summary>
    public IReadOnlyList<StreamExpander> Results => _results;

    /// <summary>The number of the stream whose function an expression of the loop is, for those where it is known.</summary>
    public IReadOnlyDictionary<Expression, int> Origins => _origins;

    /// <summary>A variable of the whole loop, set once before it.</summary>
    public ParameterExpression Hoist(string name, Expression value)
    {
        var variable = Expression.Variable(value.Type, name);
        _variables.Add(variable);
        _prologue.Add(Expression.Assign(variable, value));
        return variable;
    }

    /// <summary>As <see cref="Hoist"/>, once for all who ask by the same key.</summary>
    public ParameterExpression HoistOnce(string key, Func<Expression> value)
    {
        if (!_named.TryGetValue(key, out var variable))
        {
            variable = Hoist(key, value());
            _named.Add(key, variable);
        }

        return variable;
    }

    /// <summary>What the task is given for <paramref name="key"/>, as <paramref name="type"/>; null where the partition has nothing there.</summary>
    public ParameterExpression Input(object key, Type type, string name)
    {
        var inputs = Expression.Field(_frame, nameof(TaskFrame.Inputs));
        var slot = Expression.ArrayIndex(inputs, Expression.Constant(_slots.Count));
        _slots.Add(new StageSlot(key, _branch));
        return Hoist(name, Expression.Convert(slot, type));
    }

    /// <summary>What <paramref name="emit"/> reads, it reads on <paramref name="branch"/> of a concatenation, whose branches may read the same stream.</summary>
    public Expression OnBranch(object branch, Func<Expression> emit)
    {
        (var outer, _branch) = (_branch, branch);
        var emitted = emit();
        _branch = outer;
        return emitted;
    }

    /// <summary>The task's sink.</summary>
    public ParameterExpression Sink(Type type) =>
        HoistOnce("sink", () => Expression.Convert(Expression.Field(_frame, nameof(TaskFrame.Sink)), type));

    /// <summary>A variable, at first 0, whose value is left for <paramref name="reader"/> when the loop is done.</summary>
    public ParameterExpression Result(StreamExpander reader, string name)
    {
        var place = Expression.ArrayAccess(Expression.Field(_frame, nameof(TaskFrame.Results)), Expression.Constant(_results.Count));
        var value = Hoist(name, place);
        _epilogue.Add(Expression.Assign(place, value));
        _results.Add(reader);
        return value;
    }

    /// <summary>The index of the row that is being emitted; null where a row has several parts, so that it cannot be gone through again.</summary>
    public Expression? Row { get; private set; }

    /// <summary>What <paramref name="emit"/> emits is done for the row at <paramref name="index"/>.</summary>
    public Expression ForRow(Expression? index, Func<Expression> emit)
    {
        (var outer, Row) = (Row, _isFused ? index : null);
        var emitted = emit();
        Row = outer;
        return emitted;
    }

    /// <summary>Leaves the loop for <paramref name="work"/>, and then goes through the row again; see <see cref="StageAsides"/>.</summary>
    public Expression Aside(Expression work) => _asides.Leave(_frame, Row!, work);

    /// <summary>The time of the batch, in ticks.</summary>
    public Expression BatchTicks => HoistOnce("batchTicks", () => Expression.Field(_frame, nameof(TaskFrame.BatchTicks)));

    /// <summary>The zero time, in ticks.</summary>
    public Expression ZeroTicks => HoistOnce("zeroTicks", () => Expression.Field(_frame, nameof(TaskFrame.ZeroTicks)));

    /// <summary>A user's function of <paramref name="arguments"/>, inlined. <paramref name="of"/> is blamed when it throws.</summary>
    public Expression Call(StreamExpander of, LambdaExpression function, params ReadOnlySpan<Expression> arguments) =>
        Blame(of, _isFused ? Inlining.Apply(function, arguments) : UnfusedCalls.Call(_frame, function, arguments));

    /// <summary>What <paramref name="update"/> does to <paramref name="accumulator"/> with <paramref name="other"/>, inlined. <paramref name="of"/> is blamed when it throws.</summary>
    public Expression Update(StreamExpander of, Func<Expression, Expression, Expression> update, Expression accumulator, Expression other) =>
        Blame(of, _isFused ? update(accumulator, other) : UnfusedCalls.Update(_frame, update, accumulator, other));

    /// <summary>In a traced loop, notes that what follows belongs to <paramref name="of"/>.</summary>
    public Expression Blame(StreamExpander of, Expression expression)
    {
        // What is only read may be part of other functions too.
        if (!ExpressionFacts.IsCheap(expression))
        {
            _origins[FirstOf(expression)] = of.Template.Id;
        }

        return !traced
            ? expression
            : Expression.Block(
                expression.Type,
                Expression.Assign(Expression.Field(_frame, nameof(TaskFrame.Operator)), Expression.Constant(of.Template.Id)),
                expression);
    }

    /// <summary>The statement that <paramref name="use"/> makes of <paramref name="value"/>, which is computed once and then cheap to read.</summary>
    public Expression Let(Expression value, Func<Expression, Expression> use, string name = "x")
    {
        if (!_isFused)
        {
            return LetWhole(value, use, name);
        }

        if (ExpressionFacts.IsCheap(value) && !Loads(value))
        {
            return use(value);
        }

        if (value is NewExpression { Members: not null } made)
        {
            return LetMembers(made, 0, [], use);
        }

        // A value out of a block of statements is taken from its last one, so that an object made there is not made after all.
        if (value is BlockExpression { Result: NewExpression { Members: not null } result } block)
        {
            return Expression.Block(typeof(void), block.Variables, [.. block.Expressions.SkipLast(1), Let(result, use, name)]);
        }

        return LetWhole(value, use, name);
    }

    /// <summary>The delegate's whole tree.</summary>
    public Expression<Action<TaskFrame>> Finish(Expression loop)
    {
        var parameters = new ParameterReader(this);
        var body = parameters.Visit(loop);
        var epilogue = _epilogue.Select(parameters.Visit).ToArray();
        return Expression.Lambda<Action<TaskFrame>>(
            Expression.Block(typeof(void), _variables, _asides.Around([.. _prologue, body], epilogue!)), Name(stage.Name), [_frame]);
    }

    // What of it is evaluated first and outlives Let.
    private static Expression FirstOf(Expression expression) => expression switch
    {
        BlockExpression block => block.Expressions[0],
        NewExpression { Members: not null } made => made.Arguments.First(argument => !ExpressionFacts.IsCheap(argument)),
        _ => expression,
    };

    private static BlockExpression LetWhole(Expression value, Func<Expression, Expression> use, string name)
    {
        var variable = Expression.Variable(value.Type, name);
        return Expression.Block(typeof(void), [variable], Expression.Assign(variable, value), use(variable));
    }

    private BlockExpression LetMembers(NewExpression made, int next, Expression[] values, Func<Expression, Expression> use)
    {
        var variables = new List<ParameterExpression>();
        var steps = new List<Expression>();
        var arguments = made.Arguments.ToArray();
        for (var i = next; i < arguments.Length; i++)
        {
            if (!ExpressionFacts.IsCheap(arguments[i]) || Loads(arguments[i]))
            {
                var variable = Expression.Variable(arguments[i].Type, made.Members![i].Name);
                variables.Add(variable);
                steps.Add(Expression.Assign(variable, arguments[i]));
                arguments[i] = variable;
            }
        }

        return Expression.Block(typeof(void), variables, [.. steps, use(Expression.New(made.Constructor!, arguments, made.Members!))]);
    }

    // An array element of a primitive or reference type is better kept in a register; a larger struct is read where it lies.
    private static bool Loads(Expression value) =>
        value is IndexExpression && (!value.Type.IsValueType || value.Type.IsPrimitive || value.Type.IsEnum);

    private static string Name(string stage) => string.Concat(stage.Where(c => char.IsLetterOrDigit(c) || c == '_'));

    /// <summary>Reads captured values into variables before the loop.</summary>
    private sealed class ParameterReader(StageEmitter emitter) : ExpressionVisitor
    {
        [return: NotNullIfNotNull(nameof(node))]
        public override Expression? Visit(Expression? node)
        {
            var visited = base.Visit(node);
            if (node is not null && visited is not null && visited != node && emitter._origins.TryGetValue(node, out var origin))
            {
                emitter._origins[visited] = origin;
            }

            return visited;
        }

        protected override Expression VisitExtension(Expression node) => node is not PlanParameterExpression parameter
            ? base.VisitExtension(node)
            : emitter.HoistOnce($"captured{parameter.Index}", () => Expression.Convert(
                Expression.ArrayIndex(Expression.Field(emitter._frame, nameof(TaskFrame.Parameters)), Expression.Constant(parameter.Index)), parameter.Type));
    }
}
