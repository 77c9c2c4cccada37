using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Gives a shape its sources and outputs.</summary>
internal abstract class ShapeBuilder
{
    public abstract IStreamQueryable<Event> Clicks();

    public abstract IStreamQueryable<Event> Orders();

    public abstract void Write<T>(IStreamQueryable<T> rows, string output = "out");
}
