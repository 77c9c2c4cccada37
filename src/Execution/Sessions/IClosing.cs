namespace Linq.Streaming.Execution.Sessions;

/// <summary>What becomes of sessions that close.</summary>
internal interface IClosing<TKey, TContent>
{
    /// <summary>A session takes no more rows; sessions come in any order.</summary>
    void OnClosed(TKey key, in OpenSession<TContent> session);
}
