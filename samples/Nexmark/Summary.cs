using System.Diagnostics;

namespace Nexmark;

/// <summary>Writes what the query asks, its first rows, and how long it took.</summary>
internal sealed class Summary(TextWriter output, NexmarkQuery query) : IReport
{
    private const int Shown = 5;
    private const int Width = 120;

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly List<string> _first = [];
    private long _count;

    public void Add(int count, IEnumerable<string> rows)
    {
        _first.AddRange(rows.Take(Shown - _first.Count));
        _count += count;
    }

    public void Finish(long read)
    {
        var seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
        output.WriteLine($"{query.Name}: {query.Asks}");
        output.WriteLine(Shortened(query.Header));
        foreach (var row in _first)
            output.WriteLine(Shortened(row));
        if (_count > _first.Count)
            output.WriteLine("…");
        output.WriteLine(FormattableString.Invariant(
            $"{_count:N0} rows from {read:N0} events in {seconds:0.00} s: {read / seconds:N0} events per second."));
    }

    private static string Shortened(string row) => row.Length <= Width ? row : $"{row.AsSpan(0, Width - 1)}…";
}
