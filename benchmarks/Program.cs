using BenchmarkDotNet.Running;
using Linq.Streaming.Benchmarks.Quick;

if (args is ["quick"])
{
    QuickRun.Run();
}
else if (args is ["quick", "windows"])
{
    QuickWindows.Run();
}
else if (args is ["quick", "hopping"])
{
    QuickHopping.Run();
}
else if (args is ["quick", "sessions"])
{
    QuickSessions.Run();
    QuickSessionCounts.Run();
}
else if (args is ["quick", "sessions", "counts"])
{
    QuickSessionCounts.Run();
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
