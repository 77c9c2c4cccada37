using System.Reactive.Linq;
using System.Reactive.Subjects;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using DuckDB.NET.Data;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W5: how often each word has come so far; each batch of lines gives the counts of the words in it.</summary>
public sealed class WordCount : Workload
{
    public const int BatchSize = 10_000;
    private const int WordsPerLine = 10;
    private const int Words = 10_000;

    public override string Id => "W5";

    public override string Title => "running count of 10,000 words";

    /// <summary>The data; an element is a word.</summary>
    public string[] Lines { get; private set; } = [];

    public override void Load(int elements)
    {
        var random = new Random(20_010_101);
        var words = new HashSet<string>();
        while (words.Count < Words)
        {
            words.Add(string.Create(random.Next(3, 10), random, (letters, r) => r.GetItems("abcdefghijklmnopqrstuvwxyz", letters)));
        }

        var vocabulary = words.ToArray();
        Lines = [.. Enumerable.Range(0, elements / WordsPerLine).Select(_ => string.Join(' ', random.GetItems(vocabulary, WordsPerLine)))];
    }

    public override void AddQuery(StreamContext context, Results results) =>
        AddQuery(context.FromEnumerable(Lines, batchSize: BatchSize), results);

    /// <summary>The stream query, whose results go to <paramref name="results"/>.</summary>
    public static void AddQuery(IStreamQueryable<string> lines, Results results) => lines
        .SelectMany(line => line.Split(' '))
        .Accumulate()
        .CountBy(word => word)
        .ForEachBatch(batch =>
        {
            foreach (var (word, count) in batch.AsSpan())
            {
                results.Add(0, KeyOf(word), count);
            }
        });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Hand(Results results)
    {
        var counts = new Dictionary<string, Counter>();
        var touched = new List<Counter>();
        for (var start = 0; start < Lines.Length; start += BatchSize)
        {
            foreach (var line in Lines.AsSpan(start, Math.Min(BatchSize, Lines.Length - start)))
            {
                foreach (var word in line.Split(' '))
                {
                    ref var counter = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _);
                    counter ??= new Counter(word);
                    counter.Count++;
                    if (counter.Batch != start)
                    {
                        counter.Batch = start;
                        touched.Add(counter);
                    }
                }
            }

            foreach (var counter in touched)
            {
                results.Add(0, KeyOf(counter.Word), counter.Count);
            }

            touched.Clear();
        }
    }

    public override void Linq(Results results)
    {
        var counts = new Dictionary<string, int>();
        foreach (var batch in Lines.Chunk(BatchSize))
        {
            foreach (var (word, count) in batch.SelectMany(line => line.Split(' ')).CountBy(word => word))
            {
                counts[word] = counts.GetValueOrDefault(word) + count;
                results.Add(0, KeyOf(word), counts[word]);
            }
        }
    }

    public override void Rx(Results results)
    {
        var lines = new Subject<string>();
        var counts = lines.Window(BatchSize)
            .SelectMany(batch => batch.SelectMany(line => line.Split(' ')).GroupBy(word => word).SelectMany(g => g.Count().Select(count => (Word: g.Key, Count: count))))
            .GroupBy(part => part.Word, part => part.Count)
            .SelectMany(g => g.Scan((sum, count) => sum + count).Select(count => (Word: g.Key, Count: count)));
        using var output = counts.Subscribe(row => results.Add(0, KeyOf(row.Word), row.Count));
        lines.Push<string>(Lines);
        lines.OnCompleted();
    }

    public override Task AkkaAsync(IMaterializer materializer, Results results) => Source.From(Lines)
        .Grouped(BatchSize)
        .StatefulSelectMany<IEnumerable<string>, (string Word, int Count), NotUsed>(() =>
        {
            var counts = new Dictionary<string, int>();
            return batch => batch.SelectMany(line => line.Split(' ')).CountBy(word => word)
                .Select(part => (Word: part.Key, Count: CollectionsMarshal.GetValueRefOrAddDefault(counts, part.Key, out _) += part.Value));
        })
        .RunForeach(row => results.Add(0, KeyOf(row.Word), row.Count), materializer);

    public override string Sql => """
        SELECT 0 AS second, 7 * ascii(word) + 101 * ascii(right(word, 1)) + length(word) AS key, sum(count) OVER (PARTITION BY word ORDER BY batch) AS amount
        FROM (SELECT batch, word, count(*) AS count FROM (SELECT batch, unnest(string_split(line, ' ')) AS word FROM lines) GROUP BY batch, word)
        """;

    public override void LoadTables(DuckDBConnection connection) => connection.CreateLines("lines", Lines, BatchSize);

    // What tells words apart well enough for a checksum, and is quick.
    private static int KeyOf(string word) => (7 * word[0]) + (101 * word[^1]) + word.Length;

    private sealed class Counter(string word)
    {
        public readonly string Word = word;
        public long Count;
        public int Batch = -1;
    }
}
