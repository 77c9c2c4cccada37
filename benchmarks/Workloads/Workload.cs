using Akka.Streams;
using DuckDB.NET.Data;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>One computation over generated data, written in several ways that must come to the same results.</summary>
public abstract class Workload
{
    /// <summary>The short name in options and tables, such as W1.</summary>
    public abstract string Id { get; }

    /// <summary>What is computed.</summary>
    public abstract string Title { get; }

    /// <summary>Makes the data. All the ways below read it.</summary>
    /// <param name="elements">How many elements the rates count.</param>
    public abstract void Load(int elements);

    /// <summary>One loop without any abstraction.</summary>
    /// <remarks>It is called once for each pass, so it asks for optimised code at once: else most of a measurement would be of what the JIT makes in haste.</remarks>
    public abstract void Hand(Results results);

    /// <summary>LINQ to Objects on each batch, the parts put together over the batches.</summary>
    public abstract void Linq(Results results);

    /// <summary>Rx, element by element.</summary>
    public abstract void Rx(Results results);

    /// <summary>Akka.Streams, element by element.</summary>
    public abstract Task AkkaAsync(IMaterializer materializer, Results results);

    /// <summary>A query of DuckDB over its tables: a row for each result, with the <c>second</c>, <c>key</c> and <c>amount</c> of <see cref="Results.Add"/>.</summary>
    public abstract string Sql { get; }

    /// <summary>Makes the tables of <see cref="Sql"/>.</summary>
    public abstract void LoadTables(DuckDBConnection connection);

    /// <summary>The stream query over its sources, whose results go to <paramref name="results"/>.</summary>
    public abstract void AddQuery(StreamContext context, Results results);

    /// <summary>Options of the context that runs <see cref="AddQuery"/>.</summary>
    public static StreamOptions Options(int parallelism) =>
        new() { BatchInterval = TimeSpan.FromMilliseconds(100), Parallelism = parallelism };

    /// <summary>The engine as users run it: the bounded source's batches are made on one thread and computed on another.</summary>
    public async Task RunAsync(int parallelism, Results results)
    {
        await using var context = new StreamContext(Options(parallelism));
        AddQuery(context, results);
        await context.RunAsync().ConfigureAwait(false);
    }
}
