using Linq.Streaming;
using Linq.Streaming.Execution.Inputs;

namespace Execution.Tests.Inputs;

/// <summary>What the tests of all inputs need: a source, batch times and a look into blocks.</summary>
internal static class InputTesting
{
    public static readonly DateTimeOffset Zero = DateTimeOffset.UnixEpoch;

    public static StreamSourceExpression Source<T>(string name = "input", int id = 0) => new(id, name, "Test", typeof(T));

    public static DateTimeOffset At(double seconds) => Zero.AddSeconds(seconds);

    public static List<T> Take<T>(this StreamInput input, DateTimeOffset batchTime = default) =>
        Assert.IsType<InputBlocks<T>>(input.Allocate(batchTime)).Elements();

    public static List<T> Elements<T>(this InputBlocks<T> blocks)
    {
        var elements = new List<T>();
        foreach (var block in blocks.Blocks)
        {
            Assert.NotEqual(0, block.Count);
            elements.AddRange(block.Span);
        }

        Assert.Equal(blocks.Count, elements.Count);
        return elements;
    }

    /// <summary>Starts a thread that runs to its end unless the test fails.</summary>
    public static Thread Run(Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    public static void WaitUntil(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)), "The awaited condition did not come about.");

    /// <summary>Waits until the thread waits for something itself.</summary>
    public static void WaitUntilBlocked(Thread thread) =>
        WaitUntil(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin));

    public static void AssertSourceFailed(StreamInput input, Exception cause)
    {
        var thrown = Assert.Throws<StreamQueryException>(() => input.Allocate(default));
        Assert.Equal("LS3003", thrown.Code);
        Assert.Equal(input.Name, thrown.Parameters[0]);
        Assert.Same(cause, thrown.InnerException);
        Assert.False(input.IsCompleted);
    }
}
