using BenchmarkDotNet.Running;
using Linq.Streaming.Benchmarks.Quick;

if (args is ["quick"])
{
    QuickRun.Run();
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
