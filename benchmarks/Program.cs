using BenchmarkDotNet.Running;
using Linq.Streaming.Benchmarks.Checkpoints;
using Linq.Streaming.Benchmarks.Compare;
using Linq.Streaming.Benchmarks.Ingestion;
using Linq.Streaming.Benchmarks.Latency;
using Linq.Streaming.Benchmarks.Quick;

switch (args)
{
    case ["compare", .. var options]:
        return await CompareCommand.RunAsync(options);
    case ["checkpoint"]:
        CheckpointCommand.Run();
        break;
    case ["observable"]:
        await ObservableCommand.RunAsync();
        break;
    case ["latency", .. var options]:
        return await LatencyCommand.RunAsync(options);
    case [PeerHost.Command, .. var peer]:
        PeerHost.Serve(peer);
        break;
    case ["quick"]:
        QuickRun.Run();
        break;
    case ["quick", "windows"]:
        QuickWindows.Run();
        break;
    case ["quick", "hopping"]:
        QuickHopping.Run();
        break;
    case ["quick", "sessions"]:
        QuickSessions.Run();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        break;
}

return 0;
