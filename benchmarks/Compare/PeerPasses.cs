using System.Diagnostics;
using Akka.Actor;
using Akka.Streams;

namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>Runs and times passes of a peer over a workload's data.</summary>
internal static class PeerPasses
{
    /// <summary>What one pass of the peer is.</summary>
    public static Func<PassResult> Of(Workload workload, Peer peer) => peer.Name switch
    {
        Peer.Hand => () => Measure(workload.Hand),
        Peer.Linq => () => Measure(workload.Linq),
        Peer.Rx => () => Measure(workload.Rx),
        Peer.Akka => OfAkka(workload),
        Peer.DuckDb => OfDuckDb(workload),
        _ => () => MeasureEngineAsync(workload, peer.Threads).GetAwaiter().GetResult(),
    };

    private static Func<PassResult> OfAkka(Workload workload)
    {
        var materializer = ActorSystem.Create("compare", "akka { loglevel = OFF, stdout-loglevel = OFF }").Materializer();
        return () => Measure(results => workload.AkkaAsync(materializer, results).GetAwaiter().GetResult());
    }

    private static Func<PassResult> OfDuckDb(Workload workload)
    {
        var database = new DuckDbPeer(workload);
        return () => Measure(database.Run);
    }

    private static PassResult Measure(Action<Results> run)
    {
        var results = new Results();
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        run(results);
        var elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new PassResult(elapsed, Stopwatch.GetElapsedTime(start, results.FirstAt), allocated, results.Checksum);
    }

    // Planning and compiling happen in Start(): they count for the first result, and not for the speed.
    private static async Task<PassResult> MeasureEngineAsync(Workload workload, int parallelism)
    {
        var results = new Results();
        await using var context = new StreamContext(Workload.Options(parallelism));
        workload.AddQuery(context, results);
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        context.Start();
        var started = Stopwatch.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes();
        await context.Completion.ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(started);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new PassResult(elapsed, Stopwatch.GetElapsedTime(start, results.FirstAt), allocated, results.Checksum);
    }
}
