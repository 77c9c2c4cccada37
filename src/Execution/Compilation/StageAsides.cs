using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>Rare work that is kept out of a stage's loop.</summary>
/// <remarks>
/// A call inside a loop, however rarely it is made, costs every row: of what lives across it, little stays in registers, the loop's
/// own counter included. So a row that needs one leaves the loop altogether, and nothing but the frame lives across the call:
/// <code>
/// resume: variables = what the frame says
///         loop over rows, from the frame's row { ... frame.Row = i; goto aside; ... }
///         frame's results = variables
///         return
/// aside:  frame's results = variables
///         work
///         goto resume
/// </code>
/// The row is gone through again from its start; the work sees to it that it does not come back for the same reason.
/// </remarks>
internal sealed class StageAsides
{
    private readonly List<(LabelTarget Label, Expression Work)> _asides = [];

    /// <summary>The jump out of the loop over rows, at the row with index <paramref name="row"/>, to <paramref name="work"/>.</summary>
    public Expression Leave(Expression frame, Expression row, Expression work)
    {
        var label = Expression.Label($"aside{_asides.Count}");
        _asides.Add((label, work));
        return Expression.Block(
            typeof(void), Expression.Assign(Expression.Field(frame, nameof(TaskFrame.Row)), row), Expression.Goto(label));
    }

    /// <summary>The statements of a stage: its loop, what it does at the end, and all work aside.</summary>
    public IEnumerable<Expression> Around(IReadOnlyList<Expression> loop, IReadOnlyList<Expression> epilogue)
    {
        if (_asides.Count == 0)
        {
            return [.. loop, .. epilogue];
        }

        var (resume, end) = (Expression.Label("resume"), Expression.Label("end"));
        return
        [
            Expression.Label(resume), .. loop, .. epilogue, Expression.Goto(end),
            .. _asides.SelectMany(aside => (Expression[])[Expression.Label(aside.Label), .. epilogue, aside.Work, Expression.Goto(resume)]),
            Expression.Label(end),
        ];
    }
}
