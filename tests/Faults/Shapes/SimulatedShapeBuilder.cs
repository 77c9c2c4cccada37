using Faults.Worlds;
using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Gives a shape simulated sources and outputs, in one of their kinds.</summary>
internal sealed class SimulatedShapeBuilder(StreamContext context, World world, SourceKind source, SinkKind sink, long lostOffset = 0) : ShapeBuilder
{
    public override IStreamQueryable<Event> Clicks() => Rows("clicks", Events.Clicks);

    public override IStreamQueryable<Event> Orders() => Rows("orders", Events.Orders);

    public override void Write<T>(IStreamQueryable<T> rows, string output = "out") =>
        rows.WriteTo(new SimulatedSink<T>(Target(world, sink, output), world.Memory, output), output);

    public static ISinkTarget Target(World world, SinkKind sink, string output) => sink switch
    {
        SinkKind.File => new FileTarget(world.Files, output, world.HasUnfencedSinks),
        _ => new RemoteTarget(world.Files, world.Database, output, world.HasUnfencedSinks),
    };

    private IStreamQueryable<Event> Rows(string name, IReadOnlyList<Event> rows)
    {
        switch (source)
        {
            case SourceKind.Array:
                return context.FromEnumerable(rows, name, Events.BatchSize);
            case SourceKind.Channel:
                var producer = new Producer<Event>(name, rows, world.Memory);
                return context.FromChannel(producer.Reader, name, Events.BatchSize, producer.OnDurable);
            case SourceKind.Receiver:
                var receiver = new SteppedReceiver<Event>(rows, Events.BatchSize, world.Memory);
                world.Receivers.Add(receiver);
                return context.FromReceiver(receiver, name);
            default:
                return context.FromSource(new ReplayedSource<Event>(name, rows, world.Memory, lostOffset), name, Events.BatchSize);
        }
    }
}

/// <summary>Where rows come from.</summary>
internal enum SourceKind
{
    /// <summary>An array, which is the same after a restart.</summary>
    Array,

    /// <summary>A channel, whose producer sends again what was not acknowledged; rows are in the log.</summary>
    Channel,

    /// <summary>A source that is read by position.</summary>
    Replayed,

    /// <summary>A reliable receiver, which acknowledges what has been stored; rows are in a log of their own.</summary>
    Receiver,
}

/// <summary>Where rows go.</summary>
internal enum SinkKind
{
    /// <summary>Files on the disk that crashes with the process.</summary>
    File,

    /// <summary>A database elsewhere.</summary>
    Remote,
}
