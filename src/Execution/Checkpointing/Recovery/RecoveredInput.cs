using Linq.Streaming.Execution.Checkpointing.Log;
using Linq.Streaming.Execution.Inputs;

namespace Linq.Streaming.Execution.Checkpointing.Recovery;

/// <summary>What the sources gave to a batch of an earlier run.</summary>
/// <param name="Record">The record.</param>
/// <param name="Header">The header of its file, which has the names of the sources.</param>
internal sealed record RecoveredInput(InputRecord Record, FileHeader Header)
{
    /// <summary>What a source gave; null where the query had no such source.</summary>
    public RecordedInput? Of(StreamInput input) => NumberOf(Header, input.Name) is >= 0 and var number ? Record.Sources[number] : null;

    public static int NumberOf(FileHeader header, string source)
    {
        for (var i = 0; i < header.Sources.Count; i++)
        {
            if (header.Sources[i].Name == source)
            {
                return i;
            }
        }

        return -1;
    }
}
