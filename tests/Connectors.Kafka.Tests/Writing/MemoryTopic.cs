using System.Text;
using Linq.Streaming.Connectors.Kafka.Writing;

namespace Connectors.Kafka.Tests.Writing;

/// <summary>A topic of two partitions that outlives every process.</summary>
internal sealed class MemoryTopic : ISinkTopic
{
    private readonly List<(string Mark, string Value)>[] _partitions = [[], []];

    /// <summary>Every value, in the order of each partition.</summary>
    public IEnumerable<string> Values => _partitions.SelectMany(records => records.Select(record => record.Value));

    /// <summary>After how many records from now on it refuses one, once.</summary>
    public int RefusesAfter { get; set; } = int.MaxValue;

    public MemoryTopic Copy()
    {
        var copy = new MemoryTopic { RefusesAfter = RefusesAfter };
        for (var i = 0; i < _partitions.Length; i++)
            copy._partitions[i].AddRange(_partitions[i]);
        return copy;
    }

    public IReadOnlyDictionary<int, long> Ends(CancellationToken cancellationToken) => _partitions.Select((records, i) => (records, i)).ToDictionary(part => part.i, part => (long)part.records.Count);

    public HashSet<int> WrittenRows(PreparedBatch batch, RowMark mark, CancellationToken cancellationToken) =>
        [.. _partitions.SelectMany((records, i) => records.Skip((int)batch.Ends[i])).Select(record => mark.RowOf(Encoding.UTF8.GetBytes(record.Mark), batch.Id)).OfType<int>()];

    public string? Write(PreparedBatch batch, IReadOnlySet<int> except, RowMark mark, CancellationToken cancellationToken)
    {
        for (var row = 0; row < batch.Rows.Count; row++)
        {
            if (except.Contains(row))
                continue;
            if (RefusesAfter-- == 0)
                return "Refused.";
            _partitions[row % 2].Add((Encoding.UTF8.GetString(mark.Of(batch.Id, row)), Encoding.UTF8.GetString(batch.Rows[row].Value!)));
        }

        return null;
    }

    public void Dispose()
    {
    }
}
