using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Inputs.Json;
using Linq.Streaming.Execution.Inputs.TextFiles;
using Linq.Streaming.Execution.Receiving;
using Linq.Streaming.Execution.Receiving.Sockets;

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
    /// <param name="malformed">What is done with a row that has a malformed value or too few columns. By default it is an error, LS4001; that is what quotes that do not match, and a row of more than 16 MiB, are in any case, since no row can be told behind them.</param>
    public IStreamQueryable<T> FromCsv<T>(string path, string? name = null, int batchSize = 10_000, MalformedPolicy? malformed = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Add<T>(name, expression =>
        {
            var inputs = malformed is null || malformed.Fails ? null : new MalformedInputs(expression.Name, malformed);
            return new EnumerableInput<T>(expression, CsvRows.ReadWith<T>(path, inputs), batchSize, inputs);
        });
    }

    /// <summary>A bounded source of the values of a file with one JSON value on each line, in UTF-8, <paramref name="batchSize"/> in each batch. Blank lines are passed over.</summary>
    /// <param name="path">Read from the start of the context on. A file that is missing is an error, LS4003.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="batchSize">At least 1.</param>
    /// <param name="malformed">What is done with a line that is no such value, or is <c>null</c>. By default it fails the source, LS4006.</param>
    /// <param name="options">How JSON is read. By default names have to match exactly.</param>
    public IStreamQueryable<T> FromJsonLines<T>(
        string path, string? name = null, int batchSize = 10_000, MalformedPolicy? malformed = null, JsonSerializerOptions? options = null) =>
        FromJsonLines(path, JsonLines.Parser<T>(options), name, batchSize, malformed);

    /// <summary>As <see cref="FromJsonLines{T}(string, string?, int, MalformedPolicy?, JsonSerializerOptions?)"/>, with the type's own metadata, which needs no reflection.</summary>
    /// <param name="path">The file.</param>
    /// <param name="type">Of a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="batchSize">At least 1.</param>
    /// <param name="malformed">What is done with a line that is no such value.</param>
    public IStreamQueryable<T> FromJsonLines<T>(string path, JsonTypeInfo<T> type, string? name = null, int batchSize = 10_000, MalformedPolicy? malformed = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return FromJsonLines(path, JsonLines.Parser(type), name, batchSize, malformed);
    }

    /// <summary>A source of the lines of UTF-8 text files that appear in a directory, in the order of their times and names. It never ends by itself.</summary>
    /// <param name="directory">Looked at in each batch. It has to be there; its subdirectories are not looked at.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="options">Which files, how much in a batch, malformed lines, what becomes of files that have been read.</param>
    /// <remarks>
    /// Files have to appear whole: write one under a name that begins with a dot, or in another directory, and rename it. One that changes after it has been seen is an error, LS4007. Which files a batch has, and which part of
    /// a large one, is in the log: a restart reads the same, and goes on with what came meanwhile.
    /// </remarks>
    public IStreamQueryable<string> FromTextFiles(string directory, string? name = null, TextFilesOptions? options = null) => FromTextFiles(directory, line => line, name, options);

    /// <summary>As <see cref="FromTextFiles(string, string?, TextFilesOptions?)"/>, with each line made a row, such as <c>line => JsonSerializer.Deserialize&lt;Click&gt;(line)!</c>.</summary>
    /// <param name="directory">Looked at in each batch.</param>
    /// <param name="parse">Makes a row of a line. What it throws is the reason why the line is malformed.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="options">Which files, how much in a batch, malformed lines, what becomes of files that have been read.</param>
    public IStreamQueryable<T> FromTextFiles<T>(string directory, Func<string, T> parse, string? name = null, TextFilesOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        ArgumentNullException.ThrowIfNull(parse);
        var read = (options ?? new TextFilesOptions()).Checked();
        if (read.AfterCommit != FileCleanup.Keep && _options.CheckpointDirectory is null)
        {
            throw new ArgumentException($"Without a {nameof(StreamOptions.CheckpointDirectory)} no batch is committed, so {nameof(TextFilesOptions.AfterCommit)} has nothing to wait for.", nameof(options));
        }

        return Add<T>(name, expression => new SourceInput<T>(
            expression, new TextFileSource<T>(directory, read, parse, new MalformedInputs(expression.Name, read.Malformed)), int.MaxValue));
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

    /// <summary>A source of what a receiver hands over. It ends when the receiver does; one that fails is started again.</summary>
    /// <param name="receiver">Run from the start of the context on.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="options">Blocks, room, restarts, malformed input.</param>
    /// <param name="sizeOf">About how many bytes an element takes, for the bounds by bytes; called once for each that is handed over. Texts, arrays of bytes and values without references need none.</param>
    /// <remarks>
    /// With a checkpoint directory every block is written to a log of its own there and synced before a batch has it, or <see cref="ReceiverContext{T}.StoreAsync"/> returns: no stored element is lost, and each is in
    /// one batch. <see cref="Sources"/> and <see cref="IStreamListener.OnReceiverChanged"/> say how the receiver stands.
    /// </remarks>
    public IStreamQueryable<T> FromReceiver<T>(StreamReceiver<T> receiver, string? name = null, ReceiverOptions? options = null, Func<T, long>? sizeOf = null)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        var run = (options ?? new ReceiverOptions()).Checked();
        return Add<T>(name, expression => new ReceiverInput<T>(expression, receiver, run, sizeOf));
    }

    /// <summary>A source of the lines of UTF-8 text that a TCP server sends, such as <c>nc -lk 9999</c>. When the connection ends it is made again; the source never ends by itself.</summary>
    /// <param name="host">A name or an address.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="options">How long lines and pauses may be, how it is connected again, and what is done with malformed lines.</param>
    /// <remarks>Unreliable: the peer is told nothing, so what it had sent and is in no durable block when the process ends is lost. With a checkpoint directory, what is in blocks is not.</remarks>
    public IStreamQueryable<string> FromSocket(string host, int port, string? name = null, SocketOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65_535);
        var run = (options ?? new SocketOptions()).Checked();
        return Add<string>(name, expression => new ReceiverInput<string>(expression, new SocketReceiver(host, port, run, _options.TimeProvider), run.Receiver));
    }

    /// <summary>A source of the lines of UTF-8 text that TCP clients send to this process. It never ends by itself.</summary>
    /// <param name="endpoint">Where to listen. Port 0 is one that is free.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="options">How long lines and pauses may be, how many clients there may be, and what is done with malformed lines.</param>
    /// <param name="onListening">Told where it listens, each time it begins to.</param>
    /// <remarks>There is no authentication and no encryption: listen on a loopback address, or behind something that has both. Unreliable, as <see cref="FromSocket"/>. Lines of one client keep their order.</remarks>
    public IStreamQueryable<string> FromSocketListener(
        System.Net.IPEndPoint endpoint, string? name = null, SocketOptions? options = null, Action<System.Net.IPEndPoint>? onListening = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var run = (options ?? new SocketOptions()).Checked();
        return Add<string>(name, expression => new ReceiverInput<string>(
            expression, new SocketListenerReceiver(endpoint, run, onListening, _options.TimeProvider), run.Receiver));
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

    private IStreamQueryable<T> FromJsonLines<T>(string path, Func<string, T> parse, string? name, int batchSize, MalformedPolicy? malformed)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        return Add<T>(
            name,
            expression =>
            {
                var inputs = new MalformedInputs(expression.Name, malformed ?? MalformedPolicy.Fail);
                return new EnumerableInput<T>(expression, JsonLines.Read(path, parse, inputs), batchSize, inputs);
            },
            nameof(FromJsonLines));
    }

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
