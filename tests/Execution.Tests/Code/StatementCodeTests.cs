using System.Linq.Expressions;
using static System.Linq.Expressions.Expression;

namespace Execution.Tests.Code;

/// <summary>Statements inside expressions: C# has them before, and in the same order.</summary>
public sealed class StatementCodeTests
{
    private static readonly ParameterExpression X = Parameter(typeof(int), "x");
    private static readonly ParameterExpression Y = Variable(typeof(int), "class");

    [Fact]
    public void Operands_before_a_block_are_evaluated_before_it() =>
        Check(Add(X, Add(Block([Y], Assign(Y, Multiply(X, Constant(2))), Assign(X, Constant(5)), Y), X)));

    [Fact]
    public void Blocks_in_operands_that_may_not_be_evaluated_stay_there()
    {
        var failing = Block(Assign(X, Divide(Constant(1), X)), GreaterThan(X, Constant(0)));
        Check(Condition(AndAlso(NotEqual(X, Constant(0)), failing), X, Add(X, Constant(1))));
        Check(Condition(OrElse(Equal(X, Constant(0)), failing), X, Add(X, Constant(1))));
        Check(Condition(GreaterThan(X, Constant(3)), Block(Assign(X, Constant(8)), X), Condition(failing, Constant(1), X)));
        Check(Coalesce(Condition(GreaterThan(X, Constant(3)), Constant(2, typeof(int?)), Default(typeof(int?))), Block(PreIncrementAssign(X), X)));
    }

    [Fact]
    public void The_place_of_an_assignment_is_evaluated_before_its_value()
    {
        var array = Variable(typeof(int[]), "array");
        var other = NewArrayInit(typeof(int), Constant(1), Constant(2));
        Check(Block(
            [array, Y],
            Assign(array, NewArrayInit(typeof(int), X, X)),
            Assign(Y, Constant(1)),
            Assign(ArrayAccess(array, Y), Block(Assign(Y, Constant(0)), Assign(array, other), Constant(9))),
            AddAssign(ArrayAccess(array, Y), Block(PostIncrementAssign(Y), Y)),
            Add(ArrayIndex(array, Constant(0)), Add(ArrayIndex(array, Constant(1)), Y))));
    }

    [Fact]
    public void Loops_end_go_on_and_jump_out()
    {
        var (i, end, next, far) = (Variable(typeof(int), "i"), Label(), Label(), Label("far"));
        var inner = Loop(Block(IfThen(GreaterThan(Y, Constant(3)), Break(end)), PreIncrementAssign(Y), IfThen(Equal(Y, Constant(2)), Goto(next)), IfThen(Equal(X, Y), Goto(far)), AddAssign(X, Y)), end, next);
        Check(Block([i, Y], Assign(i, Constant(0)), inner, Label(far), Add(Multiply(X, Constant(10)), Y)));
    }

    [Fact]
    public void Exceptions_are_caught_filtered_and_followed_by_finally()
    {
        var failure = Parameter(typeof(DivideByZeroException), "failure");
        Check(Add(X, TryCatchFinally(
            Divide(Constant(10), X),
            AddAssign(X, Constant(100)),
            Catch(failure, Add(Property(Property(failure, nameof(Exception.Message)), "Length"), X), Equal(X, Constant(0))))));
        Check(Condition(GreaterThan(X, Constant(1)), Throw(New(typeof(NotSupportedException)), typeof(int)), X));
    }

    [Fact]
    public void Switches_choose() => Check(Switch(
        X, Block(PreIncrementAssign(X), X), SwitchCase(Constant(5), Constant(0), Constant(1)), SwitchCase(Block(Assign(X, Constant(3)), X), Constant(7))));

    [Fact]
    public void Inlined_functions_change_what_they_are_given_by_reference()
    {
        var array = Variable(typeof(int[]), "array");
        var place = Parameter(typeof(int).MakeByRefType(), "place");
        var twice = Lambda<Changing>(MultiplyAssign(place, Constant(2)), place);
        Check(Block([array], Assign(array, NewArrayInit(typeof(int), X)), Invoke(twice, ArrayAccess(array, Constant(0))), ArrayIndex(array, Constant(0))));
    }

    private delegate void Changing(ref int place);

    private static void Check(Expression body) => CompiledCode.Check(Lambda<Func<int, int>>(body, X), [0, 1, 2, 3, 7, -4]);
}
