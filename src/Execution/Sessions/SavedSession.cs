namespace Linq.Streaming.Execution.Sessions;

/// <summary>An open session in a snapshot.</summary>
internal struct SavedSession<TContent>
{
    public long First;

    public long Last;

    public TContent Content;

    public static SavedSession<TContent> Of(in OpenSession<TContent> session) => new() { First = session.First, Last = session.Last, Content = session.Content };
}
