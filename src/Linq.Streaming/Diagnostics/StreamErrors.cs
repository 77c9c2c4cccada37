using System.Globalization;

namespace Linq.Streaming;

/// <summary>Every code and message, once. One factory a code; <c>docs/errors/</c> has one entry a code.</summary>
/// <remarks>10xx: the query's shape. 11xx: windows and time. 12xx: keys. 20xx: the context. 30xx: a running batch. 40xx: input data. 50xx: checkpoints. 51xx: the PostgreSQL sink. 53xx: changes of PostgreSQL.</remarks>
internal static partial class StreamErrors
{
    // --- 10xx: what the planner cannot express ---

    public static StreamDiagnostic UnknownOperator(string method, string at) => New(
        "LS1001", $"'{method}' is not a stream operator that this planner knows. Use the operators of StreamQueryable on streams; call other methods inside lambdas only.", at, method);

    public static StreamDiagnostic OperatorNeedsAppend(string op, string input, string instead, string at) => New(
        "LS1002", $"'{op}' cannot follow {input}. {instead}", at, op, input, instead);

    public static StreamDiagnostic ConcatOfDifferentKinds(string op, string first, string second, string at) => New(
        "LS1003", $"{op} needs both streams to have the same kind of window and emission: the first has {first}, the second {second}. Give both the same window before {op}.", at, first, second);

    public static StreamDiagnostic JoinOfDifferentKinds(string first, string second, string instead, string at) => New(
        "LS1004", $"A join of {first} with {second} has no meaning. {instead}", at, first, second, instead);

    // --- 11xx: windows and time ---

    public static StreamDiagnostic NotMultipleOfInputSlide(string what, TimeSpan found, TimeSpan inputSlide, string at) => New(
        "LS1102", $"Window {what} {Text(found)} is not a multiple of its input's slide {Text(inputSlide)}. Use {Multiples(found, inputSlide)}.", at, what, found, inputSlide);

    public static StreamDiagnostic WindowOverWindow(string outer, string inner, string instead, string at) => New(
        "LS1103", $"'{outer}' cannot follow {inner}. {instead}", at, outer, inner, instead);

    public static StreamDiagnostic EventTimeAfterWindow(string input, string at) => New(
        "LS1104", $"WithEventTime needs a stream without a window, but its input has {input}. Move WithEventTime before Window.", at, input);

    public static StreamDiagnostic OffsetOverBatchTime(TimeSpan offset, string at) => New(
        "LS1106", $"A window over batch time has no offset, but {Text(offset)} was given: such windows are counted from the start of the context. Leave the offset out, or give the stream an event time with WithEventTime.", at, offset);

    public static StreamDiagnostic LateWithoutWatermark(string input, string at) => New(
        "LS1107", $"Late needs elements in a window that a watermark closes, but its input has {input}. Write it after WithEventTime(…).Window(…) or SessionWindow(…), before any grouping.", at, input);

    public static StreamDiagnostic SessionsGroupedByOtherKey(string sessionKey, string groupKey, string at) => New(
        "LS1108", $"Sessions by {sessionKey} cannot be grouped by {groupKey}, which tells less apart. Group by the key of the sessions, or by an object that has it as a member.", at, sessionKey, groupKey);

    public static StreamDiagnostic WindowTooLong(string what, TimeSpan found, string at) => New(
        "LS1109", $"The {what} {Text(found)} of a window over event time is longer than all times there are, which span the years 1 to 9999. Use Accumulate() for a window without end.", at, what, found);

    // --- 12xx: keys ---

    public static StreamDiagnostic KeyTypeRefused(Type type, string reason, string at) => New(
        "LS1201", $"'{type}' cannot be a key: {reason} Use a primitive, string, enum, time type, tuple, record or anonymous type of these, or register an IKeyCodec for it in StreamOptions.", at, type, reason);

    public static StreamDiagnostic DerivedKey(Type found, Type declared) => New(
        "LS1202", $"A key declared as '{declared}' is of the derived type '{found}' at run time, whose further members its hash would leave out. Select a key of exactly the declared type, or register an IKeyCodec for '{declared}' in StreamOptions.", null, found, declared);

    // --- 20xx: the context ---

    public static StreamDiagnostic NoOutput() => New(
        "LS2001", "The context has no output, so nothing would be computed. End a query with ForEachBatch, Print, ToObservable, ToBatchObservable or ToAsyncEnumerable.", null);

    public static StreamDiagnostic AlreadyStarted(string state) => New(
        "LS2002", $"The context cannot be started: it is {state}. A context starts once; make a new one.", null, state);

    public static StreamDiagnostic ChangedAfterStart(string what) => New(
        "LS2003", $"{what} cannot be added: the context has been started and its graph is fixed. Add sources and outputs before Start().", null, what);

    public static StreamDiagnostic ForeignSource(string source) => New(
        "LS2004", $"The query reads source '{source}' of another context. A query can read sources of one context only.", null, source);

    public static StreamDiagnostic DuplicateName(string kind, string name) => New(
        "LS2005", $"The name '{name}' is used by two {kind}s. Names identify state and metrics: give each its own.", null, kind, name);

    public static StreamDiagnostic ParameterFailed(string expression, string reason, string? at) => New(
        "LS2006", $"The captured value '{expression}' could not be read at Start(): {reason}", at, expression, reason);

    // --- 30xx: a running batch ---

    public static StreamDiagnostic BatchFailed(DateTimeOffset batchTime, string stage, string op, string reason) => New(
        "LS3001", $"Batch {Text(batchTime)} failed in stage {stage}: {reason}", op, batchTime, stage, reason);

    public static StreamDiagnostic OutputFailed(DateTimeOffset batchTime, string output, string reason) => New(
        "LS3002", $"Batch {Text(batchTime)} failed in output {output}: {reason}", output, batchTime, output, reason);

    public static StreamDiagnostic SourceFailed(string source, string reason) => New(
        "LS3003", $"Source '{source}' failed: {reason}", null, source, reason);

    public static StreamDiagnostic Overflow(string source, int capacity) => New(
        "LS3004", $"Source '{source}' received more than its capacity of {capacity} elements before a batch took them. Raise the capacity, shorten the batch interval, or choose another OverflowPolicy.", null, source, capacity);

    public static StreamDiagnostic UnspecifiedDateTime(DateTime value) => New(
        "LS3005", $"Event time {value.ToString("O", CultureInfo.InvariantCulture)} has DateTimeKind.{value.Kind}, which names no instant everywhere. Give event time as a UTC DateTime or a DateTimeOffset.", null, value);

    public static StreamDiagnostic EventTimeOutOfRange(long value, TimeUnit unit) => New(
        "LS3006", $"Event time {value} in {unit} lies outside the years 1 to 9999. Check the unit.", null, value, unit);

    public static StreamDiagnostic NullSequence(string op) => New(
        "LS3007", $"The function of '{op}' returned null in place of a sequence. Return an empty sequence for no elements.", null, op);

    // --- 40xx: input data ---

    public static StreamDiagnostic MalformedRow(string file, long line, string reason) => New(
        "LS4001", $"{file}, line {line}: {reason}", null, file, line, reason);

    public static StreamDiagnostic MissingColumn(string file, string column, string found) => New(
        "LS4002", $"{file} has no column '{column}' in its header; found: {found}. Rename the column or the member.", null, file, column, found);

    public static StreamDiagnostic UnreadableFile(string file, string reason) => New(
        "LS4003", $"{file} cannot be read: {reason}", null, file, reason);

    public static StreamDiagnostic ReplayOutOfOrder(string source, DateTimeOffset found, DateTimeOffset last) => New(
        "LS4004", $"Replay source '{source}' went back in time: {Text(found)} after {Text(last)}, whose batch has already been made. Sort the rows by the replayed time.", null, source, found, last);

    public static StreamDiagnostic RowTypeNotSupported(Type type, string reason) => New(
        "LS4005", $"Rows of type '{type}' cannot be read from CSV: {reason}", null, type, reason);

    public static StreamDiagnostic FileChanged(string file, string directory, string what) => New(
        "LS4007", $"File '{file}' in '{directory}' is not the one that was seen before: {what} Files have to appear whole, by a rename, and stay as they are until they have been read. Put it back, or start with an empty checkpoint directory.", null, file, directory, what);

    public static StreamDiagnostic DirectoryNotRead(string directory, string reason) => New(
        "LS4008", $"Directory '{directory}' cannot be read: {reason}", null, directory, reason);

    public static StreamDiagnostic MalformedInput(string source, string position, string reason, string content) => New(
        "LS4006", $"Source '{source}', {position}: {reason} Found: {Shortened(content)}. Mend the input, or have such input left out (MalformedPolicy.Skip) or handed on (MalformedPolicy.DeadLetter).", null, source, position, reason);

    // --- 50xx: checkpoints ---

    public static StreamDiagnostic CheckpointInUse(string directory) => New(
        "LS5001", $"Another process runs a query from checkpoint directory '{directory}'. Stop it, or give this query a directory of its own.", null, directory);

    public static StreamDiagnostic CheckpointDamaged(string directory, string what) => New(
        "LS5002", $"Checkpoint directory '{directory}' cannot be relied on: {what}. Nothing has been changed in it. Put back a copy of the directory, or start the query from an empty one.", null, directory, what);

    public static StreamDiagnostic CheckpointOfNewerVersion(string directory, string file) => New(
        "LS5003", $"'{file}' in checkpoint directory '{directory}' has been written by a newer version of this library. Run the query with that version.", null, directory, file);

    public static StreamDiagnostic StateNotStorable(string of, string reason, string at) => New(
        "LS5004", $"What '{of}' keeps cannot be stored in a checkpoint: {reason}", at, of, reason);

    public static StreamDiagnostic StateWouldBeDropped(string directory, string items) => New(
        "LS5005", $"Checkpoint directory '{directory}' has state that this query would drop: {items}. Give the operator its old id with Named, or set StreamOptions.AllowDroppedState to go on without it.", null, directory, items);

    public static StreamDiagnostic SourceNotRecoverable(string source, string kind) => New(
        "LS5006", $"Source '{source}' ({kind}) cannot be read again after a restart and its batches are not written to the log. Use FromChannel, FromObservable or FromSource with a checkpoint directory.", null, source, kind);

    public static StreamDiagnostic CheckpointNotWritten(string directory, string reason) => New(
        "LS5007", $"Checkpoint directory '{directory}' cannot be written, so the batch has not happened: {reason} After a restart the query goes on from the last batch that has.", null, directory, reason);

    public static StreamDiagnostic CheckpointTakenOver(string directory, long epoch, long owner) => New(
        "LS5008", $"Another process has taken over checkpoint directory '{directory}': start {owner} owns it, and this is start {epoch}. Nothing that this process computes counts any more.", null, directory, epoch, owner);

    public static StreamDiagnostic CheckpointOfOtherInterval(string directory, TimeSpan found, TimeSpan wanted) => New(
        "LS5009", $"Checkpoint directory '{directory}' is of a query with batches of {Text(found)}, and this one has batches of {Text(wanted)}. Batch times and numbers follow from the interval: keep it, or start from an empty directory.", null, directory, found, wanted);

    public static StreamDiagnostic SinkAheadOfCheckpoint(string output, long sink, long checkpoint, string directory) => New(
        "LS5010", $"Output '{output}' has batch {sink} of this query, but checkpoint directory '{directory}' ends with batch {checkpoint}: it is an older copy, or its end is lost. Going on would write batches twice. Put back the directory that belongs to the output.", output, sink, checkpoint, directory);

    public static StreamDiagnostic SourceShorterThanCheckpoint(string source, long wanted, long found) => New(
        "LS5011", $"Source '{source}' ends at position {found}, but batches have been read up to position {wanted}. It has to give the same rows after a restart.", null, source, wanted, found);

    public static StreamDiagnostic CheckpointNotRead(string directory, string reason) => New(
        "LS5012", $"Checkpoint directory '{directory}' cannot be read: {reason}", null, directory, reason);

    public static StreamDiagnostic SinkFailed(string output, string step, string reason) => New(
        "LS5013", $"The sink of output '{output}' failed to {step}: {reason}", output, output, step, reason);

    public static StreamDiagnostic ReceivedNotReadable(string source, Type type, string reason) => New(
        "LS5014", $"Elements that source '{source}' has received, and that no batch has had to its end, cannot be read as '{type}': {reason} Run the query with the type that they had until it has been stopped with StopMode.Drain, and change the type then.", null, source, type, reason);

    public static StreamDiagnostic SinkInUse(string file, TimeSpan waited) => New(
        "LS5015", $"Another process, or another context of this one, has held '{file}' for {waited.TotalSeconds:0.#} s: it writes to the same output. Stop it, or use another directory or prefix.", null, file, waited);

    private static StreamDiagnostic New(string code, FormattableString message, string? at, params object?[] parameters) =>
        new(code, message.ToString(CultureInfo.InvariantCulture), at, parameters);

    private static StreamDiagnostic New(string code, string message, string? at) => new(code, message, at, []);

    private static string Multiples(TimeSpan found, TimeSpan slide)
    {
        var below = found.Ticks / slide.Ticks * slide.Ticks;
        return below == 0 ? Text(slide) : $"{Text(new TimeSpan(below))} or {Text(new TimeSpan(below + slide.Ticks))}";
    }

    private static string Text(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerSecond == 0 && time < TimeSpan.FromMinutes(2)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / TimeSpan.TicksPerSecond}s")
            : time.Ticks % TimeSpan.TicksPerMillisecond == 0 && time < TimeSpan.FromSeconds(10)
                ? string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / TimeSpan.TicksPerMillisecond}ms")
                : time.ToString("c", CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    private static string Shortened(string content) => content.Length <= 80 ? content : $"{content[..80]}… ({content.Length} characters)";
}
