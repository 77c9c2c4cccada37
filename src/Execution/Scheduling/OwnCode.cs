namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Tells whether the caller has been called by a run: an output, an observer, a source. Such code must not wait for the run's end.</summary>
/// <remarks>It flows with the call as a task's context does, so that an output is still recognised after an <c>await</c>, on whatever thread.</remarks>
internal sealed class OwnCode
{
    private readonly AsyncLocal<OwnCode?> _current = new();

    public bool IsCalling => _current.Value is not null;

    public void Call(Action action) => Call(static action =>
    {
        action();
        return true;
    }, action);

    public TResult Call<T, TResult>(Func<T, TResult> function, T argument)
    {
        var outer = _current.Value;
        _current.Value = this;
        try
        {
            return function(argument);
        }
        finally
        {
            _current.Value = outer;
        }
    }
}
