using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>The loop over the rows of a task's blocks. Where it stands between rows is the frame's, so that it can be left and entered again.</summary>
internal static class BlockLoop
{
    /// <summary>Each row of <paramref name="blocks"/>, a variable, which may be null: as an array element.</summary>
    public static Expression Over(StageEmitter emitter, Expression blocks, Func<Expression, Expression> body)
    {
        var current = Expression.Field(emitter.Frame, nameof(TaskFrame.Block));
        var end = Expression.Label();
        var loop = Expression.Loop(
            Expression.IfThenElse(
                Expression.LessThan(current, Expression.ArrayLength(blocks)),
                Expression.Block(typeof(void), OverBlock(emitter, Expression.ArrayAccess(blocks, current), body), Expression.PreIncrementAssign(current)),
                Expression.Break(end)),
            end);
        return Expression.IfThen(
            Expression.ReferenceNotEqual(blocks, Expression.Constant(null)),
            Expression.Block(typeof(void), loop, Expression.Assign(current, Expression.Constant(0))));
    }

    private static BlockExpression OverBlock(StageEmitter emitter, Expression element, Func<Expression, Expression> body)
    {
        var block = Expression.Variable(element.Type, "block");
        var array = Expression.Variable(element.Type.GetProperty(nameof(Block<>.Array))!.PropertyType, "rows");
        var offset = Expression.Property(block, nameof(Block<>.Offset));
        var (first, end) = (Expression.Variable(typeof(int), "first"), Expression.Variable(typeof(int), "end"));
        var row = Expression.Field(emitter.Frame, nameof(TaskFrame.Row));
        return Expression.Block(
            typeof(void),
            [block, array, first, end],
            Expression.Assign(block, element),
            Expression.Assign(array, Expression.Property(block, nameof(Block<>.Array))),
            Expression.Assign(first, Expression.Call(typeof(Math), nameof(Math.Max), null, offset, row)),
            Expression.Assign(row, Expression.Constant(0)),
            Expression.Assign(end, Expression.Add(offset, Expression.Property(block, nameof(Block<>.Count)))),
            Loops.For(first, end, i => emitter.ForRow(i, () => Expression.Block(
                typeof(void), Prefetch.Ahead(Expression.ArrayAccess(array, i)), body(Expression.ArrayAccess(array, i))))));
    }
}
