using Faults.Simulation;
using Linq.Streaming;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Recovery;

/// <summary>What a start says of a directory, and what it refuses.</summary>
public sealed class RecoveryReportTests
{
    private static readonly int[] Numbers = [.. Enumerable.Range(1, 60)];
    private readonly RecoveryTesting _testing = new();
    private readonly List<string> _rows = [];

    [Fact]
    public void Operators_of_the_same_id_keep_their_state_and_others_start_empty()
    {
        _testing.Run(context => Counts(context, "counts"), 2);
        var context = _testing.Run(
            context =>
            {
                Counts(context, "counts");
                context.FromEnumerable(Numbers, "other", batchSize: 10).Accumulate().CountBy(n => n % 3).Named("other").ForEachBatch(_ => { });
            },
            1);
        Assert.Equal(["counts: kept", "other: new, starts empty", "source:numbers: kept", "source:other: new, starts empty"], context.Recovery!.Items.Select(item => item.ToString()));
        Assert.Equal("30", _rows[^1]);
    }

    [Fact]
    public void State_is_dropped_with_consent_only()
    {
        _testing.Run(context => Counts(context, "counts"), 2);
        var failure = RecoveryTesting.Refused("LS5005", () => _testing.Run(context => Counts(context, "renamed"), 1));
        Assert.Contains("counts (the query has no such operator any more)", failure.Message, StringComparison.Ordinal);
        var context = _testing.Run(context => Counts(context, "renamed"), 1, options => options with { AllowDroppedState = true });
        Assert.Equal(["renamed: new, starts empty", "source:numbers: kept", "counts: dropped: the query has no such operator any more"], context.Recovery!.Items.Select(item => item.ToString()));
        Assert.Equal("10", _rows[^1]);

        // What was dropped does not come back with its name.
        _testing.Run(context => Counts(context, "counts"), 1, options => options with { AllowDroppedState = true });
        Assert.Equal("10", _rows[^1]);
    }

    [Fact]
    public void Members_that_are_added_to_a_type_in_state_have_their_default()
    {
        _testing.Run(context => States<Before>(context, (_, values, before) => Optional.Some(new Before(before.HasValue ? before.Value.Count + values.Count : values.Count))), 2);
        var context = _testing.Run(
            context => States<After>(context, (_, values, before) => Optional.Some(new After(before.Value.Count + values.Count, before.Value.Name ?? "new"))), 1);
        Assert.Equal("states: kept, in another form", context.Recovery!.Items[0].ToString());
        Assert.Equal("After { Count = 30, Name = new }", _rows[^1]);
    }

    [Fact]
    public void A_type_that_has_become_another_is_dropped()
    {
        _testing.Run(context => States<Before>(context, (_, values, _) => Optional.Some(new Before(values.Count))), 1);
        var failure = RecoveryTesting.Refused("LS5005", () => _testing.Run(context => States<string>(context, (_, values, _) => Optional.Some("text")), 1));
        Assert.Contains("states (", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Examining_changes_nothing()
    {
        _testing.Run(context => Counts(context, "counts"), 2);
        var files = _testing.Disk.List(RecoveryTesting.Directory);
        var context = new StreamContext(_testing.Options);
        Counts(context, "renamed");
        var report = context.ExamineCheckpoint();
        Assert.Equal((false, 2L, 0), (report.IsNew, report.LastBatch, report.PendingBatches));
        Assert.Contains(report.Items, item => item is { Id: "counts", Fate: RecoveryFate.Dropped });
        Assert.Equal(files, _testing.Disk.List(RecoveryTesting.Directory));
        _testing.Run(context => Counts(context, "counts"), 1);
        Assert.Equal("30", _rows[^1]);
    }

    [Fact]
    public void A_directory_in_use_is_refused()
    {
        var first = _testing.Start(context => Counts(context, "counts"));
        RecoveryTesting.Refused("LS5001", () => _testing.Start(context => Counts(context, "counts")));
        RecoveryTesting.Step(first, 1);
        first.Run.Dispose();
        _testing.Run(context => Counts(context, "counts"), 1);
    }

    [Fact]
    public void Who_has_been_replaced_writes_no_record()
    {
        var first = _testing.Start(context => Counts(context, "counts"), options => options with { IsUnfenced = true });
        RecoveryTesting.Step(first, 1);
        var second = _testing.Start(context => Counts(context, "counts"));
        var failure = Assert.Throws<StreamQueryException>(() => RecoveryTesting.Step(first, 1));
        Assert.Equal("LS5008", failure.Code);
        RecoveryTesting.Step(second, 1);
        second.Run.Dispose();
        Assert.Equal("20", _rows[^1]);
    }

    [Fact]
    public void Another_interval_is_refused()
    {
        _testing.Run(context => Counts(context, "counts"), 1);
        RecoveryTesting.Refused("LS5009", () => _testing.Run(context => Counts(context, "counts"), 1, options => options with { BatchInterval = TimeSpan.FromSeconds(2) }));
    }

    [Fact]
    public void A_source_that_has_become_shorter_is_refused()
    {
        _testing.Run(context => Counts(context, "counts"), 3);
        RecoveryTesting.Refused("LS5011", () => _testing.Run(
            context => context.FromEnumerable(Numbers[..15], "numbers").Accumulate().CountBy(_ => 0).Named("counts").ForEachBatch(_ => { }), 1));
    }

    [Fact]
    public void A_sink_that_knows_more_than_the_directory_is_refused()
    {
        var target = new Target<int>();
        _testing.Run(context => context.FromEnumerable(Numbers, batchSize: 10).WriteTo(new RememberingSink<int>(target)), 1);
        target.Committed.Add(7, []);
        RecoveryTesting.Refused("LS5010", () => _testing.Run(context => context.FromEnumerable(Numbers, batchSize: 10).WriteTo(new RememberingSink<int>(target)), 1));
    }

    [Fact]
    public void A_source_that_cannot_be_read_again_is_refused() => RecoveryTesting.Refused(
        "LS5006", () => _testing.Start(context => context.FromQueue(new Queue<IReadOnlyList<int>>()).ForEachBatch(_ => { })));

    [Fact]
    public void State_without_bytes_is_refused()
    {
        var failure = RecoveryTesting.Refused(
            "LS5004", () => _testing.Start(context => States<Random>(context, (_, _, _) => Optional.Some(new Random(1)))));
        Assert.Contains("Random", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_log_is_refused_by_its_name()
    {
        _testing.Run(context => Counts(context, "counts"), 3);
        var log = RecoveryTesting.Directory + "/" + _testing.Disk.List(RecoveryTesting.Directory).First(name => name.StartsWith("log-", StringComparison.Ordinal));
        var content = _testing.Disk.Read(log);
        content[content.Length / 2] ^= 1;
        using (var file = _testing.Disk.Create(log))
        {
            file.Write(content);
        }

        var failure = RecoveryTesting.Refused("LS5002", () => _testing.Start(context => Counts(context, "counts")));
        Assert.Contains("log-0000000001-0000000001", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused_by_its_name()
    {
        _testing.Run(context => Counts(context, "counts"), 3);
        var log = RecoveryTesting.Directory + "/" + _testing.Disk.List(RecoveryTesting.Directory).First(name => name.StartsWith("log-", StringComparison.Ordinal));
        var frames = new FrameWriter();
        frames.Write(1, 0, []);
        byte[] newer = [.. _testing.Disk.Read(log), .. Newer(frames.Written)];
        using (var file = _testing.Disk.Create(log))
        {
            file.Write(newer);
        }

        Assert.Contains("log-0000000001", RecoveryTesting.Refused("LS5003", () => _testing.Start(context => Counts(context, "counts"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_cannot_be_read_is_refused()
    {
        _testing.Disk.CreateDirectory("/elsewhere");
        using (var file = _testing.Disk.Create("/elsewhere/file"))
        {
            file.Sync();
        }

        RecoveryTesting.Refused("LS5012", () => _testing.Start(context => Counts(context, "counts"), options => options with { CheckpointDirectory = "/elsewhere/file" }));
    }

    [Fact]
    public void What_cannot_be_written_fails_the_batch()
    {
        var context = _testing.Start(context => Counts(context, "counts"));
        RecoveryTesting.Step(context, 1);
        _testing.Disk.FailFrom = _testing.Disk.Operations + 1;
        _testing.Disk.Fault = FaultKind.NoSpace;
        RecoveryTesting.Refused("LS5007", () => RecoveryTesting.Step(context, 1));
        Assert.Equal(["10"], _rows);
    }

    [Fact]
    public void A_sink_that_does_not_open_fails_the_start()
    {
        var target = new Target<int> { Query = Guid.NewGuid() };
        var failure = Assert.ThrowsAny<Exception>(() => _testing.Start(context => context.FromEnumerable(Numbers).WriteTo(new RememberingSink<int>(target), "numbers")));
        Assert.Contains("LS5013", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'numbers' failed to open", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_directory_there_is_nothing_to_examine() =>
        Assert.Throws<InvalidOperationException>(() => { new StreamContext(TimeSpan.FromSeconds(1)).ExamineCheckpoint(); });

    private void Counts(StreamContext context, string name) => context.FromEnumerable(Numbers, "numbers", batchSize: 10).Accumulate().CountBy(_ => 0).Named(name)
        .ForEachBatch(batch => _rows.AddRange(batch.Select(row => row.Value.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    private void States<TState>(StreamContext context, Func<int, IReadOnlyList<int>, Optional<TState>, Optional<TState>> update) =>
        context.FromEnumerable(Numbers, "numbers", batchSize: 10).Select(n => KeyValuePair.Create(0, n)).UpdateStateByKey(update).Named("states")
            .ForEachBatch(batch => _rows.AddRange(batch.Select(row => $"{row.Value}")));

    // The version of the frame format, behind the magic number and the kind.
    private static byte[] Newer(ReadOnlySpan<byte> frame)
    {
        var header = new FrameHeader(1, Frame.CurrentVersion + 1, 0, 0);
        var bytes = frame.ToArray();
        header.WriteTo(bytes);
        return bytes;
    }

    private sealed record Before(int Count);

    private sealed record After(int Count, string? Name);
}
