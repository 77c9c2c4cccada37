using System.Text;
using Linq.Streaming;
using Linq.Streaming.Execution.Storage;
using static Execution.Tests.Sinks.SinkTesting;

namespace Execution.Tests.Sinks;

/// <summary>A context that writes the same batches in every run, and remembers what it has decided, as a checkpoint directory would.</summary>
internal sealed class SinkRun
{
    private static readonly FileSinkOptions Options = new() { MaxBytes = 30, MaxAge = TimeSpan.FromSeconds(3) };

    private static readonly (int Id, string Text)[][] Rows =
    [
        [(1, "a"), (2, "b")], [(3, "a longer text, quoted")], [], [(4, "d")], [], [(5, "e")], [], [(6, "f")], [(7, "g"), (8, "h")],
    ];

    private static readonly Batch<(int Id, string Text)>[] Batches = [.. Rows.Select((rows, i) => Batch(i + 1, rows))];

    private int _number;

    /// <summary>The last batch that the context has decided to have happened: prepared, and not to be aborted any more.</summary>
    public long Decided { get; private set; }

    /// <summary>A run from its start or from where an earlier one has ended, by the protocol of <see cref="IStreamSink{T}"/>, to the end.</summary>
    public void Run(IDurableFileSystem files)
    {
        var sink = SinkTesting.Csv<(int Id, string Text)>(files, Options);
        Recover(sink, ++_number);
        foreach (var batch in Batches.Where(batch => batch.Id > Decided))
        {
            Prepare(sink, batch);
            Decided = batch.Id;
            sink.Commit(batch.Id);
        }

        sink.Close();
    }

    /// <summary>A run in which each batch is a process of its own, and each process prepares the next batch and ends.</summary>
    public void RunInPieces(IDurableFileSystem files)
    {
        while (Decided < Batches.Length)
        {
            var sink = SinkTesting.Csv<(int Id, string Text)>(files, Options);
            Recover(sink, ++_number);
            sink.Prepare(Batches[(int)Decided]);
            Decided++;
        }

        Run(files);
    }

    /// <summary>A run in which every call that fails comes again, to the same sink.</summary>
    public void RunStubbornly(IDurableFileSystem files)
    {
        var sink = SinkTesting.Csv<(int Id, string Text)>(files, Options);
        Again(() => Recover(sink, 1));
        foreach (var batch in Batches)
        {
            Again(() => sink.Prepare(batch));
            Decided = batch.Id;
            Again(() => sink.Commit(batch.Id));
        }

        sink.Close();
    }

    /// <summary>A context that starts with what this one knows.</summary>
    public SinkRun CopyOf() => new() { Decided = Decided, _number = _number };

    /// <summary>All that readers see.</summary>
    public static string Seen(IDurableFileSystem files)
    {
        var seen = new StringBuilder();
        foreach (var name in files.List(Out).Where(name => name[0] != '.'))
        {
            seen.Append(name).Append('\n').Append(Encoding.UTF8.GetString(files.Read($"{Out}/{name}")));
        }

        return seen.ToString();
    }

    /// <summary>Brings a sink to where the context is.</summary>
    private void Recover(FileSink<(int Id, string Text)> sink, long epoch)
    {
        var last = sink.Open(epoch) ?? 0;
        Assert.InRange(last, Decided == 0 ? 0 : Decided - 1, Decided);
        if (Decided > last)
        {
            sink.Commit(Decided);
        }

        sink.Abort(Decided + 1);
    }

    // The sixth batch is prepared in vain at first, and the eighth twice: both with other rows.
    private static void Prepare(FileSink<(int Id, string Text)> sink, Batch<(int Id, string Text)> batch)
    {
        if (batch.Id is 6 or 8)
        {
            sink.Prepare(SinkTesting.Batch(batch.Id, (0, "this is not to be seen by anybody")));
        }

        if (batch.Id == 6)
        {
            sink.Abort(batch.Id);
        }

        sink.Prepare(batch);
    }

    private static void Again(Action call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                call();
                return;
            }
            catch (IOException) when (attempt < 3)
            {
            }
        }
    }

}
