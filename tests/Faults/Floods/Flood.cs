using Linq.Streaming;

namespace Faults.Floods;

/// <summary>A query whose sink takes so many rows a second, and a source that has ten times as many.</summary>
internal static class Flood
{
    private const long SinkRate = 200_000;
    private const long SourceRate = 10 * SinkRate;

    /// <summary>A source that can be read again waits: nothing is lost, and every number comes once and in order.</summary>
    public static async Task<(bool IsRight, string Text)> ReplayableAsync(TimeSpan time)
    {
        using var memory = new MemoryWatch();
        await using var context = Context();
        var (next, isInOrder) = (0L, true);
        var spring = new Spring(SourceRate);
        context.FromSource(spring, "spring").ForEachBatch(async batch =>
        {
            foreach (var number in batch)
            {
                isInOrder &= number == next++;
            }

            await Sink(batch.Count);
        });
        context.Start();
        await Task.Delay(time);
        await context.StopAsync(StopMode.AfterBatch);
        var isRight = isInOrder && next == context.Exit!.Sources[0].Committed && next > 0 && memory.IsFlat;
        return (isRight, $"replayable: {spring.Produced} offered, {next} taken in order, 0 lost, {Text(memory)}");
    }

    /// <summary>A pushed source drops what it has no room for: what was pushed is what was taken, dropped or left.</summary>
    public static async Task<(bool IsRight, string Text)> DroppingAsync(TimeSpan time)
    {
        using var memory = new MemoryWatch();
        await using var context = Context();
        var (taken, last, isInOrder) = (0L, -1L, true);
        var producer = new Producer(SourceRate);
        context.FromObservable(producer, "pushed", capacity: 100_000, overflow: OverflowPolicy.DropNewest).ForEachBatch(async batch =>
        {
            foreach (var number in batch)
            {
                isInOrder &= number > last;
                last = number;
            }

            taken += batch.Count;
            await Sink(batch.Count);
        });
        context.Start();
        await Task.Delay(time);
        var pushed = producer.Stop();
        await context.StopAsync();
        var source = context.Exit!.Sources[0];
        var isRight = isInOrder && pushed == taken + source.Dropped && taken == source.Committed && source.Dropped > 0 && memory.IsFlat;
        return (isRight, $"dropping: {pushed} pushed, {taken} taken, {source.Dropped} dropped, {pushed - taken - source.Dropped} unaccounted for, {Text(memory)}");
    }

    /// <summary>A pushed source that blocks slows its producer down.</summary>
    public static async Task<(bool IsRight, string Text)> BlockingAsync(TimeSpan time)
    {
        using var memory = new MemoryWatch();
        await using var context = Context();
        var (taken, isInOrder) = (0L, true);
        var producer = new Producer(SourceRate);
        context.FromObservable(producer, "pushed", capacity: 100_000).ForEachBatch(async batch =>
        {
            foreach (var number in batch)
            {
                isInOrder &= number == taken++;
            }

            await Sink(batch.Count);
        });
        context.Start();
        await Task.Delay(time);
        var pushed = producer.Stop();
        await context.StopAsync();
        var isRight = isInOrder && pushed == taken && context.Exit!.Sources[0].Dropped == 0 && memory.IsFlat;
        return (isRight, $"blocking: {pushed} pushed, {taken} taken in order, {Text(memory)}");
    }

    private static StreamContext Context() => new(new StreamOptions
    {
        BatchInterval = TimeSpan.FromMilliseconds(50),
        RateControl = new RateControl(),
        Overload = OverloadPolicy.Coalesce,
    });

    private static Task Sink(int rows) => rows == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromSeconds((double)rows / SinkRate));

    private static string Text(MemoryWatch memory) => $"{memory.Megabytes.First} then {memory.Megabytes.Second} MB";
}
