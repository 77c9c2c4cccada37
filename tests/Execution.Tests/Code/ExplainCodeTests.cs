using Execution.Tests.Context;
using Linq.Streaming;

namespace Execution.Tests.Code;

/// <summary>What <see cref="ExplainLevel.Code"/> prints.</summary>
public sealed class ExplainCodeTests
{
    [Fact]
    public void A_flattening_and_its_functions()
    {
        var least = 3;
        Prints(
            lines => lines.SelectMany(line => line.Split(' ')).Select(word => new { word, Size = word.Length * 2 }).Where(t => t.Size > least).Select(t => t.word + "!"),
            """
            void Mappedf1f81e23cfc1544a(TaskFrame frame)
            {
                var blocks0 = (Block<string>[])frame.Inputs[0];
                var sink = (OutputSink<string>)frame.Sink;
                var captured0 = (int)frame.Parameters[0];
                if (blocks0 is not null)
                {
                    while (frame.Block < blocks0.Length)
                    {
                        var block = blocks0[frame.Block];
                        var rows = block.Array;
                        var first = Math.Max(block.Offset, frame.Row);
                        frame.Row = 0;
                        var end = block.Offset + block.Count;
                        for (var i = first; i < end; i++)
                        {
                            var x = rows[i];
                            // FlatMapped #1
                            var items = x.Split(' ', StringSplitOptions.None);
                            for (var item = 0; item < items.Length; item++)
                            {
                                var x2 = items[item];
                                // Mapped #2
                                var Size = x2.Length * 2;
                                // Filtered #3
                                if (Size > captured0)
                                {
                                    // Mapped #4
                                    var x3 = x2 + "!";
                                    sink.Add(x3);
                                }
                            }
                        }
                        frame.Block++;
                    }
                    frame.Block = 0;
                }
            }
            """);
    }

    [Fact]
    public void A_loop_that_is_left_and_entered_again() => Prints(
        lines => lines.WithEventTime(line => line.Length * TimeSpan.TicksPerSecond, TimeUnit.Ticks, TimeSpan.Zero).Window(TimeSpan.FromSeconds(10)).Count(),
        """
        void EventWindowAggregated962f015ebf641b39partial(TaskFrame frame)
        {
            resume:;
            var bound1 = frame.Results[0];
            var least1 = (-621355968000000000L);
            var blocks0 = (Block<string>[])frame.Inputs[0];
            var sink = (WindowedStateSink<ValueTuple, ValueTuple<long>>)frame.Sink;
            var start = TimeScale.FromTicks(sink.Start, 1L, 621355968000000000L);
            var table = sink.Table;
            var pending = 0L;
            if (blocks0 is not null)
            {
                while (frame.Block < blocks0.Length)
                {
                    var block = blocks0[frame.Block];
                    var rows = block.Array;
                    var first = Math.Max(block.Offset, frame.Row);
                    frame.Row = 0;
                    var end = block.Offset + block.Count;
                    for (var i = first; i < end; i++)
                    {
                        var x = rows[i];
                        // EventTime #1
                        var time = (long)x.Length * 10000000L;
                        if ((ulong)(time - least1) >= (ulong)bound1)
                        {
                            if ((ulong)(time - least1) > 3155378975999999999UL)
                            {
                                TimeScale.OutOfRange(time, TimeUnit.Ticks);
                            }
                            bound1 = time - least1 + 1L;
                        }
                        if ((ulong)(time - start) >= 100000000UL)
                        {
                            pending = time + 621355968000000000L;
                            frame.Row = i;
                            goto aside0;
                        }
                        // EventWindowAggregated #2
                        table.Slots[0].Value.Value.Item1 = table.Slots[0].Value.Value.Item1 + 1L;
                    }
                    frame.Block++;
                }
                frame.Block = 0;
            }
            frame.Results[0] = bound1;
            goto end2;
            aside0:;
            frame.Results[0] = bound1;
            if (!sink.Enter(pending))
            {
                frame.Row++;
            }
            goto resume;
            end2:;
        }
        """);

    [Fact]
    public void Functions_within_functions() => Prints(
        lines => lines.Select(line => line.Where(c => c > 'a').Select(c => (int?)(c - 1)).FirstOrDefault() ?? -1).OrderByDescending(x => x),
        """
        void Ordered54a131737c5aa78ckeys(TaskFrame frame)
        {
            var blocks0 = (Block<string>[])frame.Inputs[0];
            var sink = (SortSink<int, int>)frame.Sink;
            if (blocks0 is not null)
            {
                while (frame.Block < blocks0.Length)
                {
                    var block = blocks0[frame.Block];
                    var rows = block.Array;
                    var first = Math.Max(block.Offset, frame.Row);
                    frame.Row = 0;
                    var end = block.Offset + block.Count;
                    for (var i = first; i < end; i++)
                    {
                        var x = rows[i];
                        // Mapped #1
                        var x2 = x.Where(c => (int)c > 97).Select(c2 => (int?)((int)c2 - 1)).FirstOrDefault() ?? (-1);
                        sink.Add(x2, x2);
                    }
                    frame.Block++;
                }
                frame.Block = 0;
            }
        }
        """);

    // The first stage.
    private static void Prints<T>(Func<IStreamQueryable<string>, IStreamQueryable<T>> query, string expected)
    {
        var text = query(ContextTesting.Stepped().FromBatches<string>([], "lines")).Explain(ExplainLevel.Code);
        var code = text[(text.IndexOf("== Code ==", StringComparison.Ordinal) + 11)..].Split("\n\n")[0].TrimEnd();
        Assert.True(expected.ReplaceLineEndings("\n") == code, code);
    }
}
