using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>A record on its way to the log. What it holds may be written by any thread.</summary>
/// <param name="Kind">See <see cref="RecordKind"/>.</param>
/// <param name="Batch">The batch that it speaks of.</param>
/// <param name="SchemaId">What its bytes depend on.</param>
/// <param name="Write">Writes it.</param>
internal sealed record LogRecord(ushort Kind, long Batch, ulong SchemaId, Action<ByteWriter> Write);
