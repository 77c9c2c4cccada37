using Linq.Streaming.Execution.Checkpointing.Log;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Checkpointing.Recovery;

/// <summary>All that the operators of a query keep between batches.</summary>
internal sealed class StateParts
{
    private readonly IReadOnlyList<StreamExpander> _expanders;
    private readonly (string Operator, StatePart Part)[] _parts;
    private PartTable? _written;
    private long _restored;
    private StatePart?[] _byNumber = [];

    private StateParts(IReadOnlyList<StreamExpander> expanders, (string Operator, StatePart Part)[] parts)
    {
        (_expanders, _parts) = (expanders, parts);
        Table = new PartTable([.. parts.Select(part => new PartEntry(part.Operator, part.Part.Name, part.Part.Schema))]);
    }

    /// <summary>The parts as files name them.</summary>
    public PartTable Table { get; }

    /// <exception cref="StreamQueryException">LS5004, once for each operator whose state has no bytes.</exception>
    public static StateParts Of(IReadOnlyList<StreamExpander> expanders, ValueCodecs codecs)
    {
        var (parts, refused) = (new List<(string, StatePart)>(), new List<StreamDiagnostic>());
        foreach (var expander in expanders)
        {
            try
            {
                parts.AddRange(expander.Parts(codecs).Select(part => (expander.Template.OperatorId, part)));
            }
            catch (Exception failure) when (Refusal(failure) is { } reason)
            {
                refused.Add(StreamErrors.StateNotStorable(expander.Template.OperatorId, reason, expander.Template.Operator));
            }
        }

        return refused.Count == 0 ? new StateParts(expanders, [.. parts]) : throw new StreamQueryException(refused);
    }

    /// <summary>What a batch has changed, computed and not yet committed.</summary>
    public CapturedParts CaptureChanges(BatchContext batch) => Capture(part => part.CaptureChanges(batch));

    /// <summary>Everything, after a batch.</summary>
    public CapturedParts CaptureAll(BatchContext batch) => Capture(part => part.CaptureAll(batch));

    /// <summary>The batch that has been captured last does not count.</summary>
    public void Forget()
    {
        foreach (var (_, part) in _parts)
        {
            part.Forget();
        }
    }

    /// <summary>Begins to put back everything as of a batch.</summary>
    public void BeginRestore(long batch)
    {
        (_written, _restored) = (null, batch);
        foreach (var (_, part) in _parts)
        {
            part.BeginRestore(batch);
        }
    }

    /// <summary>Puts back changes; parts that are not there any more are passed over.</summary>
    public void ApplyChanges(PartTable written, ref ByteReader bytes)
    {
        for (var parts = bytes.ReadNumber(); parts > 0; parts--)
        {
            var index = bytes.ReadVarint();
            var own = new ByteReader(bytes.ReadPatched());
            Apply(written, index, ref own);
        }
    }

    /// <summary>Puts back one part.</summary>
    public void Apply(PartTable written, ulong index, ref ByteReader bytes)
    {
        Use(written);
        if (index >= (ulong)_byNumber.Length)
        {
            throw bytes.Corrupt($"part {index} of {_byNumber.Length}");
        }

        _byNumber[index]?.Apply(ref bytes);
    }

    public void EndRestore(long batch)
    {
        foreach (var (_, part) in _parts)
        {
            part.EndRestore();
        }

        foreach (var expander in _expanders)
        {
            expander.OnRestored(batch);
        }
    }

    /// <summary>The own part for each that a file has; null where there is none, or it cannot be read, with the reason.</summary>
    public IReadOnlyList<(PartEntry Written, StatePart? Own, string? Reason)> Match(PartTable written)
    {
        (PartEntry Written, StatePart? Own, string? Reason)[] matches =
        [
            .. written.Entries.Select(entry => (entry, Own: Find(entry))).Select(pair => pair.Own?.Accept(pair.entry.Schema) is { } reason
                ? (pair.entry, null, reason)
                : (pair.entry, pair.Own, (string?)null)),
        ];

        // One part of an operator without the others is no state.
        var lost = matches.Where(match => match.Own is null).Select(match => match.Written.Operator).ToHashSet();
        return [.. matches.Select(match => lost.Contains(match.Written.Operator) ? (match.Written, null, match.Reason) : match)];
    }

    private void Use(PartTable written)
    {
        if (ReferenceEquals(_written, written))
        {
            return;
        }

        if (_written is not null)
        {
            ClearAllBut(written);
        }

        _byNumber = [.. Match(written).Select(match => match.Own)];
        _written = written;
    }

    // What a program in between did not have was dropped then, and starts empty.
    private void ClearAllBut(PartTable written)
    {
        foreach (var (op, part) in _parts)
        {
            if (!written.Entries.Any(entry => entry.Operator == op && entry.Part == part.Name))
            {
                part.BeginRestore(_restored);
            }
        }
    }

    private StatePart? Find(PartEntry entry) => Array.Find(_parts, part => part.Operator == entry.Operator && part.Part.Name == entry.Part).Part;

    private CapturedParts Capture(Func<StatePart, CapturedState?> capture)
    {
        var captured = new List<(int, CapturedState)>();
        for (var i = 0; i < _parts.Length; i++)
        {
            if (capture(_parts[i].Part) is { } state)
            {
                captured.Add((i, state));
            }
        }

        return new CapturedParts(captured);
    }

    // Parts are made by reflection where the types are only known at run time.
    private static string? Refusal(Exception failure) => failure switch
    {
        UnsupportedValueException => failure.Message,
        System.Reflection.TargetInvocationException { InnerException: { } inner } => Refusal(inner),
        _ => null,
    };
}
