using Linq.Streaming.Execution.Expansion;
using Specification.Tests.Properties;

namespace Specification.Tests.Fusion;

/// <summary>A query over two inputs that is run fused and unfused.</summary>
internal abstract class FusionCase(string name)
{
    public static FusionCase Of<T>(string name, Func<IStreamQueryable<Row>, IStreamQueryable<Row>, IStreamQueryable<T>> query) => new Typed<T>(name, query);

    public static FusionCase Of<T>(string name, Func<IStreamQueryable<Row>, IStreamQueryable<T>> query) => new Typed<T>(name, (first, _) => query(first));

    public string Name => name;

    /// <summary>The rows of every batch, as text.</summary>
    public abstract string Run(Row[]?[] first, Row[]?[] second, StreamTestOptions options, RowOrder order);

    /// <summary>The running sides of all operators of its plan.</summary>
    public abstract IReadOnlyList<StreamExpander> Expanders(bool optimize);

    public override string ToString() => name;

    private sealed class Typed<T>(string name, Func<IStreamQueryable<Row>, IStreamQueryable<Row>, IStreamQueryable<T>> query) : FusionCase(name)
    {
        public override string Run(Row[]?[] first, Row[]?[] second, StreamTestOptions options, RowOrder order)
        {
            Calls.Reset();
            return RowText.Of(StreamTest.Run(first, second, query, options), order);
        }

        public override IReadOnlyList<StreamExpander> Expanders(bool optimize)
        {
            var context = new StreamContext(new StreamOptions { BatchInterval = TimeSpan.FromSeconds(1), Optimize = optimize });
            query(context.FromEnumerable<Row>([], "first"), context.FromEnumerable<Row>([], "second")).ForEachBatch(_ => { });
            return context.Expand().Expanders;
        }
    }
}
