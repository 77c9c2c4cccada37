using System.Reactive.Linq;
using System.Reactive.Subjects;
using Akka.Streams;
using Akka.Streams.Dsl;
using DuckDB.NET.Data;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W4: the pairs of two streams' events that have the same of 100,000 keys in the same second of event time.</summary>
public sealed class WindowJoin : Workload
{
    private const int Keys = 100_000;

    private EventData _left = null!;
    private EventData _right = null!;
    private Event[] _leftRows = [];
    private Event[] _rightRows = [];

    public override string Id => "W4";

    public override string Title => "join of two streams by 100,000 keys per second";

    public override void Load(int elements)
    {
        (_left, _right) = (new EventData(elements / 2, Keys), new EventData(elements / 2, Keys, seed: 20_020_202));
        (_leftRows, _rightRows) = (_left.Rows, _right.Rows);
    }

    public override void AddQuery(StreamContext context, Results results) => Seconds(context, _leftRows)
        .Join(Seconds(context, _rightRows), l => l.Key, r => r.Key, (l, r) => new JoinedPair(l.Key, l.Value, r.Price))
        .ForEachBatch(batch =>
        {
            foreach (var row in batch.AsSpan())
            {
                results.Add(0, row.Key, row.Value * row.Price);
            }
        });

    // Both streams are ordered: of each second the left events go into chains by key, and the right ones look theirs up.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Hand(Results results)
    {
        var heads = new Dictionary<int, int>();
        var chains = new List<(long Value, int Next)>();
        ReadOnlySpan<Event> left = _leftRows;
        ReadOnlySpan<Event> right = _rightRows;
        while (left.Length > 0)
        {
            var end = ((left[0].Time / 1000) + 1) * 1000;
            heads.Clear();
            chains.Clear();
            for (; left.Length > 0 && left[0].Time < end; left = left[1..])
            {
                ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(heads, left[0].Key, out var exists);
                chains.Add((left[0].Value, exists ? head : -1));
                head = chains.Count - 1;
            }

            for (; right.Length > 0 && right[0].Time < end; right = right[1..])
            {
                ref readonly var e = ref right[0];
                for (var next = heads.GetValueOrDefault(e.Key, -1); next >= 0;)
                {
                    (var value, next) = chains[next];
                    results.Add(0, e.Key, value * e.Price);
                }
            }
        }
    }

    public override void Linq(Results results)
    {
        var seconds = OfSecond(_left).Join(OfSecond(_right), l => l.Key, r => r.Key, (l, r) => (Left: l.SelectMany(b => b), Right: r.SelectMany(b => b)));
        foreach (var (left, right) in seconds)
        {
            Add(left, right, results);
        }
    }

    public override void Rx(Results results)
    {
        var (left, right) = (new Subject<Event>(), new Subject<Event>());
        var seconds = left.PerSecond().SelectMany(second => second.Events.ToList())
            .Zip(right.PerSecond().SelectMany(second => second.Events.ToList()));
        using var output = seconds.Subscribe(second => Add(second.First, second.Second, results));
        for (var i = 0; i < _left.Batches.Length; i++)
        {
            left.Push<Event>(_left.Batches[i]);
            right.Push<Event>(_right.Batches[i]);
        }

        left.OnCompleted();
        right.OnCompleted();
    }

    public override Task AkkaAsync(IMaterializer materializer, Results results) =>
        Source.From(_leftRows).PerSecond<List<Event>>((rows, e) => rows.Add(e))
            .Zip(Source.From(_rightRows).PerSecond<List<Event>>((rows, e) => rows.Add(e)))
            .RunForeach(second => Add(second.Item1.State, second.Item2.State, results), materializer);

    public override string Sql => """
        SELECT 0 AS second, l.key, l.value * r.price AS amount
        FROM lefts l JOIN rights r ON l.key = r.key AND l.time // 1000 = r.time // 1000
        """;

    public override void LoadTables(DuckDBConnection connection)
    {
        connection.CreateEvents("lefts", _left);
        connection.CreateEvents("rights", _right);
    }

    private static void Add(IEnumerable<Event> left, IEnumerable<Event> right, Results results)
    {
        foreach (var pair in left.Join(right, l => l.Key, r => r.Key, (l, r) => new JoinedPair(l.Key, l.Value, r.Price)))
        {
            results.Add(0, pair.Key, pair.Value * pair.Price);
        }
    }

    private static IStreamQueryable<Event> Seconds(StreamContext context, Event[] rows) => context
        .FromEnumerable(rows, batchSize: EventData.BatchSize)
        .WithEventTime(e => e.Time, TimeUnit.Milliseconds, TimeSpan.Zero)
        .Window(TimeSpan.FromSeconds(1));

    private static IEnumerable<IGrouping<long, Event[]>> OfSecond(EventData data) => data.BySecond().GroupBy(part => part.Second, part => part.Rows);
}

/// <summary>A result of <see cref="WindowJoin"/>.</summary>
public readonly record struct JoinedPair(int Key, long Value, double Price);
