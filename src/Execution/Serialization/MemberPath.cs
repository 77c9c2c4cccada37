namespace Linq.Streaming.Execution.Serialization;

/// <summary>The way from a type to the member that is looked at, for messages: <c>Order.Lines[].Tag</c>.</summary>
internal sealed class MemberPath
{
    private readonly List<string> _steps = [];

    public int Depth => _steps.Count;

    public void Enter(string step) => _steps.Add(step);

    public void Leave() => _steps.RemoveAt(_steps.Count - 1);

    public override string ToString() => string.Concat(_steps);
}
