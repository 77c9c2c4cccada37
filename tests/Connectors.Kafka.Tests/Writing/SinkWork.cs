using System.Text;
using Linq.Streaming;
using Linq.Streaming.Execution.Storage;

namespace Connectors.Kafka.Tests.Writing;

/// <summary>A sink that is led through some batches as a context does it: what the context has in its log outlives the process, and so does the topic.</summary>
internal sealed class SinkWork
{
    private const int Batches = 4;
    private const string Aborted = "aborted";
    private static readonly Guid Query = Guid.Parse("11111111-2222-3333-4444-555555555555");

    private long _decided;
    private long _committed;
    private long _epoch;

    public MemoryTopic Topic { get; private init; } = new();

    public SinkWork Copy() => new() { _decided = _decided, _committed = _committed, _epoch = _epoch, Topic = Topic.Copy() };

    /// <summary>All that is left to do, in one process.</summary>
    public void Run(IDurableFileSystem files)
    {
        var options = new KafkaSinkOptions<string> { BootstrapServers = "none", Topic = "clicks", Directory = "/prepared", Value = Encoding.UTF8.GetBytes };
        var sink = new KafkaSink<string>(options, files, TimeProvider.System, () => Topic);
        var found = Do(sink.OpenAsync(new StreamSinkContext(Query, "words", ++_epoch), default).AsTask()) ?? 0;

        // What the sink has told of is there; what was not decided is not.
        Assert.InRange(found, _committed, _decided);
        if (found < _decided)
            Commit(sink);
        Do(sink.AbortAsync(_decided + 1, default));
        while (_decided < Batches)
            Batch(sink, _decided + 1);
        Do(sink.DisposeAsync());
    }

    private void Batch(KafkaSink<string> sink, long batch)
    {
        if (batch == 2)
        {
            Prepare(sink, batch, Aborted, Aborted);
            Do(sink.AbortAsync(batch, default));
        }

        Prepare(sink, batch, batch == 3 ? [] : [$"{batch}a", $"{batch}b", $"{batch}c"]);
        _decided = batch;
        Commit(sink);
    }

    private void Commit(KafkaSink<string> sink)
    {
        Do(sink.CommitAsync(_decided, default));
        _committed = _decided;
    }

    private static void Prepare(KafkaSink<string> sink, long batch, params string[] rows) =>
        Do(sink.PrepareAsync(new Batch<string>(rows, DateTimeOffset.UnixEpoch.AddSeconds(batch), batch, null), default));

    private static void Do(ValueTask call) => call.AsTask().GetAwaiter().GetResult();

    private static T Do<T>(Task<T> call) => call.GetAwaiter().GetResult();
}
