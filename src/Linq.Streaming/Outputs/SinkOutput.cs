using System.Linq.Expressions;

namespace Linq.Streaming;

/// <summary>An output that writes to a sink.</summary>
internal sealed class SinkOutput<T>(string operation, Expression query, IStreamSink<T> sink, string? name) : StreamOutput(operation, typeof(T), query)
{
    public IStreamSink<T> Sink => sink;

    public override string? Name => name;

    internal override void Complete(Exception? failure) => sink.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
