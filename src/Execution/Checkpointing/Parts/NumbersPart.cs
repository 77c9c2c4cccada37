using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>A few numbers, such as a watermark, which are written again whenever one has changed.</summary>
/// <param name="name">Its name.</param>
/// <param name="read">What they will be once a batch has committed.</param>
/// <param name="restore">Puts them back.</param>
internal sealed class NumbersPart(string name, Func<BatchContext, long[]> read, Action<long[]> restore) : StatePart(name)
{
    private long[]? _written;

    public override string Schema => "numbers";

    public override CapturedState? CaptureChanges(BatchContext batch)
    {
        var numbers = read(batch);
        if (_written is not null && numbers.AsSpan().SequenceEqual(_written))
        {
            return null;
        }

        _written = numbers;
        return new Captured(numbers);
    }

    public override CapturedState CaptureAll(BatchContext batch) => new Captured(read(batch));

    public override void Forget() => _written = null;

    public override void BeginRestore(long batch) => _written = null;

    public override string? Accept(string schema) => schema == Schema ? null : $"it was kept as {schema} and is {Schema} now";

    public override void Apply(ref ByteReader bytes)
    {
        var numbers = new long[bytes.ReadNumber()];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = bytes.ReadInt64();
        }

        restore(numbers);
    }

    private sealed class Captured(long[] numbers) : CapturedState
    {
        public override void Write(ByteWriter bytes)
        {
            bytes.WriteNumber(numbers.Length);
            foreach (var number in numbers)
            {
                bytes.WriteInt64(number);
            }
        }
    }
}
