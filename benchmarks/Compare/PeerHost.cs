using System.Globalization;

namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>A child process: one peer of one workload, with data of its own, that runs a pass for each line that it is sent.</summary>
internal static class PeerHost
{
    public const string Command = "compare-peer";
    public const string Ready = "ready";
    public const string Run = "run";

    /// <summary><c>W2 hand 1 2000000</c>: the workload, the peer, its threads, how many elements.</summary>
    public static void Serve(string[] args)
    {
        // Libraries may write to the console; the answers are alone on the real one.
        var answers = Console.Out;
        Console.SetOut(Console.Error);
        var workload = CompareWorkloads.All.Single(workload => workload.Id == args[0]);
        var peer = Peer.All.Single(peer => peer.Name == args[1] && peer.Threads == int.Parse(args[2], CultureInfo.InvariantCulture));
        workload.Load(int.Parse(args[3], CultureInfo.InvariantCulture));
        var pass = PeerPasses.Of(workload, peer);
        Answer(Ready);
        while (Console.In.ReadLine() == Run)
        {
            Answer(pass().Format());
        }

        void Answer(string line)
        {
            answers.WriteLine(line);
            answers.Flush();
        }
    }
}
