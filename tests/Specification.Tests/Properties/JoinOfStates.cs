using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.IntervalJoining;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;

namespace Specification.Tests.Properties;

/// <summary>An interval join without a query around it: its states, one for each partition, which are given rows and a watermark batch by batch.</summary>
/// <param name="test">The interval, and after which batches to move to other partitions.</param>
/// <param name="unit">How many ticks one of the rows' times is.</param>
internal sealed class JoinOfStates(IntervalJoinCase test, long unit)
{
    private readonly StableHasher<string> _hash = StableHash.For<string>(KeyCodecs.None);
    private IntervalJoinState<string, Visit, Visit>[] _states = [];
    private long _watermark = long.MinValue;

    /// <summary>The number of rows kept.</summary>
    public long Kept => _states.Sum(state => state.RowCount);

    /// <summary>What a batch gives; an attempt is given up after <paramref name="abandoned"/> steps before it succeeds.</summary>
    public List<Meeting> Next(int version, Visit[] outer, Visit[] inner, double watermark, int abandoned)
    {
        // A restart after the last batch is one before the end of the input.
        var partitions = test.Parts.First(part => part.Until >= version || part == test.Parts[^1]).Partitions;
        if (partitions != _states.Length)
        {
            Move(partitions, version - 1);
        }

        _watermark = double.IsNegativeInfinity(watermark) ? long.MinValue : double.IsPositiveInfinity(watermark) ? long.MaxValue : (long)watermark * unit;
        return [.. Enumerable.Range(0, partitions).SelectMany(partition => Join(partition, version, outer, inner, abandoned))];
    }

    private List<Meeting> Join(int partition, int version, Visit[] outer, Visit[] inner, int abandoned)
    {
        var state = _states[partition];
        if (abandoned > 0)
        {
            Stray(state, partition, version, abandoned);
        }

        var given = new List<Meeting>();
        state.Prepare(version, _watermark, Rows(outer, partition, keepsNullKeys: test.IsLeft), Rows(inner, partition, keepsNullKeys: false));
        state.Begin();
        while (state.Next())
        {
            given.AddRange(state.Pairs.Take(state.Count).Select(pair => new Meeting(pair.Outer.Id, pair.Inner?.Id, (int)(pair.Time / unit))));
        }

        state.Commit();
        return given;
    }

    // An attempt with rows that never came, of which nothing may be left.
    private void Stray(IntervalJoinState<string, Visit, Visit> state, int partition, int version, int steps)
    {
        state.Prepare(version, _watermark, [], Rows([.. test.Inner.SelectMany(rows => rows ?? [])], partition, keepsNullKeys: false));
        state.Begin();
        for (var i = 0; i < steps && state.Next(); i++)
        {
        }
    }

    private TimedRow<string, Visit>[] Rows(Visit[] rows, int partition, bool keepsNullKeys) =>
    [
        .. rows.Where(row => (keepsNullKeys || row.Key is not null) && KeyGroups.PartitionOf(KeyGroups.Of(_hash(row.Key!)), _states.Length) == partition)
            .Select(row => new TimedRow<string, Visit>(row.Key!, row, row.Time * unit)),
    ];

    private void Move(int partitions, int version)
    {
        var before = _states;
        var interval = new JoinInterval(new TimeSpan(test.Before * unit), new TimeSpan(test.After * unit));
        _states = [.. Enumerable.Range(0, partitions).Select(_ => new IntervalJoinState<string, Visit, Visit>(_hash, interval, test.IsLeft))];
        using var bytes = new ByteWriter();
        var parts = before.Length == 0 ? [] : Parts(before).ToArray();
        foreach (var part in parts)
        {
            part.CaptureAll(null!).Write(bytes);
        }

        for (var partition = 0; partition < before.Length; partition++)
        {
            Stray(before[partition], partition, version + 1, int.MaxValue);
        }

        var reader = new ByteReader(bytes.Written);
        foreach (var part in parts.Length == 0 ? [] : Parts(_states))
        {
            part.BeginRestore(version);
            part.Apply(ref reader);
            part.EndRestore();
        }

        if (parts.Length > 0)
        {
            Array.ForEach(_states, state => state.OnRestored(_watermark));
        }
    }

    private static IEnumerable<StatePart> Parts(IReadOnlyList<IntervalJoinState<string, Visit, Visit>> states) =>
        TableParts.Of(["outer", "inner"], [.. states.Select(state => state.Stores)], BatchVersions.One, Codecs);

    private static readonly ValueCodecs Codecs = new(KeyCodecs.None);
}
