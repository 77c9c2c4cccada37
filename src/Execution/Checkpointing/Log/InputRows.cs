using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>The rows that a source gives to a batch as bytes, for sources that do not give them again.</summary>
internal abstract class InputRows
{
    public static InputRows Of(Type rowType, ValueCodecs codecs) => (InputRows)Activator.CreateInstance(typeof(InputRows<>).MakeGenericType(rowType), codecs)!;

    /// <summary>What the bytes hold.</summary>
    public abstract string Schema { get; }

    public abstract void Write(ByteWriter bytes, InputBlocks blocks);

    /// <summary>One that reads what was written under another schema; null, with the reason, where there is none.</summary>
    public abstract InputRows? For(string schema, out string? reason);

    /// <summary>Reads rows; skips them where nobody knows how.</summary>
    public static InputBlocks? Read(InputRows? rows, ref ByteReader bytes)
    {
        var own = new ByteReader(bytes.ReadPatched());
        return rows?.Read(ref own);
    }

    protected abstract InputBlocks Read(ref ByteReader bytes);
}

/// <inheritdoc cref="InputRows"/>
internal sealed class InputRows<T> : InputRows
{
    private readonly ValueCodecs _codecs;
    private readonly ValueCodec<T> _codec;

    public InputRows(ValueCodecs codecs)
        : this(codecs, codecs.For<T>())
    {
    }

    private InputRows(ValueCodecs codecs, ValueCodec<T> codec) => (_codecs, _codec) = (codecs, codec);

    public override string Schema => _codec.Schema;

    public override void Write(ByteWriter bytes, InputBlocks blocks)
    {
        var length = bytes.ReserveLength();
        bytes.WriteNumber((int)blocks.Count);
        foreach (var block in ((InputBlocks<T>)blocks).Blocks)
        {
            _codec.WriteAll(bytes, block.Span);
        }

        bytes.PatchLength(length);
    }

    public override InputRows? For(string schema, out string? reason) =>
        _codecs.ForSchema<T>(schema, out reason) is { } codec ? new InputRows<T>(_codecs, codec) : null;

    protected override InputBlocks Read(ref ByteReader bytes)
    {
        var rows = new T[bytes.ReadNumber()];
        _codec.ReadAll(ref bytes, rows);
        return new InputBlocks<T>(rows.Length == 0 ? [] : [new Block<T>(rows)]);
    }
}
