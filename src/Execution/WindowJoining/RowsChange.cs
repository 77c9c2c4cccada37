namespace Linq.Streaming.Execution.WindowJoining;

/// <summary>Rows that have been added to a window, or that the window has gone.</summary>
internal readonly record struct RowsChange<TKey, TRow>(long Window, JoinedRow<TKey, TRow>[] Rows, bool IsRemoved = false);
