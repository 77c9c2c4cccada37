using CsCheck;
using Linq.Streaming.Execution.Inputs;

namespace Execution.Tests.Inputs;

public sealed class ReceivedElementsTests
{
    // Any mix of adding, dropping and taking must behave as a plain queue does. CsCheck prints the seed of a failure.
    [Fact]
    public void It_is_a_queue() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 300]).Array[1, 40].Sample(steps =>
        {
            var received = new ReceivedElements<int>();
            var expected = new Queue<int>();
            var next = 0;
            foreach (var (kind, count) in steps)
            {
                for (var i = 0; kind == 0 && i < count; i++, next++)
                {
                    received.Add(next);
                    expected.Enqueue(next);
                }

                for (var i = 0; kind == 1 && i < count && expected.Count > 0; i++)
                {
                    received.DropOldest();
                    expected.Dequeue();
                }

                Assert.Equal(expected.Count, received.Count);
                if (kind != 2)
                    continue;
                Assert.Equal(expected, new InputBlocks<int>(received.Take()).Elements());
                expected.Clear();
            }
        });
}
