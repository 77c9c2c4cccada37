using System.Linq.Expressions;
using System.Threading.Channels;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Inputs;

namespace Linq.Streaming;

public sealed partial class StreamContext
{
    /// <summary>A source of what an observable pushes. It ends when the observable completes; an error is carried to <see cref="Completion"/> after all that came before it.</summary>
    /// <param name="source">Subscribed to when the context starts.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="capacity">How many elements may wait for a batch to take them; at least 1.</param>
    /// <param name="overflow">What happens with more. Dropped elements are counted.</param>
    /// <param name="onDurable">
    /// With a checkpoint directory: told, from a thread of the context, how many elements, counted from the query's first start, will not be lost any more. First, at the start,
    /// how many had come so far that way, so that a producer knows where to go on.
    /// </param>
    public IStreamQueryable<T> FromObservable<T>(
        IObservable<T> source, string? name = null, int capacity = 1_000_000, OverflowPolicy overflow = OverflowPolicy.Block, Action<long>? onDurable = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        if (!Enum.IsDefined(overflow))
        {
            throw new ArgumentOutOfRangeException(nameof(overflow), overflow, "The value is not one of OverflowPolicy's.");
        }

        return Add<T>(name, expression => new ObservableInput<T>(expression, source, capacity, overflow, onDurable));
    }

    /// <summary>A source that is pulled in the background, never more than <paramref name="capacity"/> elements ahead. It ends with the sequence.</summary>
    /// <param name="source">Enumerated once, from the start of the context.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="capacity">How many elements may wait for a batch to take them; at least 1.</param>
    /// <param name="onDurable">
    /// With a checkpoint directory: told, from a thread of the context, how many elements, counted from the query's first start, will not be lost any more. First, at the start,
    /// how many had come so far that way, so that a producer knows where to go on.
    /// </param>
    public IStreamQueryable<T> FromAsyncEnumerable<T>(IAsyncEnumerable<T> source, string? name = null, int capacity = 65_536, Action<long>? onDurable = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return Add<T>(name, expression => new AsyncEnumerableInput<T>(expression, source, capacity, onDurable));
    }

    /// <summary>A source of what a channel holds at each batch. It ends when the channel is completed.</summary>
    /// <param name="reader">Read by the context alone.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="maxPerBatch">The most elements that one batch takes; the rest waits in the channel. At least 1.</param>
    /// <param name="onDurable">
    /// With a checkpoint directory: told, from a thread of the context, how many elements, counted from the query's first start, will not be lost any more. First, at the start,
    /// how many had come so far that way, so that a producer knows where to go on.
    /// </param>
    public IStreamQueryable<T> FromChannel<T>(ChannelReader<T> reader, string? name = null, int maxPerBatch = 1_000_000, Action<long>? onDurable = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPerBatch, 1);
        return Add<T>(name, expression => new ChannelInput<T>(expression, reader, maxPerBatch, onDurable));
    }

    /// <summary>A source of whole batches: each takes the next list, or all of them. An empty queue gives an empty batch; the source never ends.</summary>
    /// <param name="batches">May be added to while the context runs, under a lock on the queue.</param>
    /// <param name="oneAtATime">Whether a batch takes one list; otherwise it takes all.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    public IStreamQueryable<T> FromQueue<T>(Queue<IReadOnlyList<T>> batches, bool oneAtATime = true, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return Add<T>(name, expression => new QueueInput<T>(expression, batches, oneAtATime));
    }

    /// <summary>A bounded source: the elements in order, <paramref name="batchSize"/> in each batch. Arrays and lists are read in place.</summary>
    /// <param name="finite">Enumerated once. A sequence without end makes a query without end.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="batchSize">At least 1.</param>
    public IStreamQueryable<T> FromEnumerable<T>(IEnumerable<T> finite, string? name = null, int batchSize = 10_000)
    {
        ArgumentNullException.ThrowIfNull(finite);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Add<T>(name, expression => new EnumerableInput<T>(expression, finite, batchSize));
    }

    /// <summary>A bounded source of the rows of a CSV file, <paramref name="batchSize"/> in each batch; see <see cref="CsvRows.Read{T}"/>.</summary>
    /// <param name="path">Opened when the context starts. A missing or malformed file is an error with its code (LS4001 to LS4003, LS4005).</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="batchSize">At least 1.</param>
    public IStreamQueryable<T> FromCsv<T>(string path, string? name = null, int batchSize = 10_000)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Add<T>(name, expression => new EnumerableInput<T>(expression, CsvRows.Read<T>(path), batchSize));
    }

    /// <summary>A source that can be read again from any position, such as a log: batches are ranges of positions, and a restart reads the same ranges.</summary>
    /// <param name="replayable">Opened when the context starts, and disposed of when it ends.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="maxPerBatch">The most rows that one batch takes; at least 1.</param>
    public IStreamQueryable<T> FromSource<T>(IStreamSource<T> replayable, string? name = null, int maxPerBatch = 1_000_000)
    {
        ArgumentNullException.ThrowIfNull(replayable);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPerBatch, 1);
        return Add<T>(name, expression => new SourceInput<T>(expression, replayable, maxPerBatch));
    }

    /// <summary>A bounded source whose batches follow the data: the batch at T holds the rows with T - interval &lt; <paramref name="at"/> &lt;= T.</summary>
    /// <param name="rows">In ascending order of <paramref name="at"/>; a row that belongs to a batch already made is an error, LS4004.</param>
    /// <param name="at">The time of a row.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <remarks>Times without rows have batches without rows. Beside sources that are not bounded, it is replayed by the clock instead.</remarks>
    public IStreamQueryable<T> Replay<T>(IEnumerable<T> rows, Expression<Func<T, DateTimeOffset>> at, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(at);
        return Add<T>(name, expression => new ReplayInput<T>(expression, rows, LambdaCompiler.Compile(at)));
    }

    /// <summary>A source of given batches, for the test kit.</summary>
    internal IStreamQueryable<T> FromBatches<T>(IReadOnlyList<IReadOnlyList<T>?> batches, string name) =>
        Add<T>(name, expression => new TestInput<T>(expression, batches));

    private IStreamQueryable<T> Add<T>(string? name, Func<StreamSourceExpression, StreamInput> create, [System.Runtime.CompilerServices.CallerMemberName] string kind = "")
    {
        ThrowIfStarted($"Source {kind}");
        var id = _inputs.Count;
        name = name is null ? $"{kind}-{id}" : StreamName.Check(name, nameof(name));
        if (_inputs.Exists(input => input.Name == name))
        {
            throw new StreamQueryException(StreamErrors.DuplicateName("source", name));
        }

        var expression = new StreamSourceExpression(id, name, kind, typeof(T));
        _inputs.Add(create(expression));
        return _provider.CreateQuery<T>(expression);
    }
}
