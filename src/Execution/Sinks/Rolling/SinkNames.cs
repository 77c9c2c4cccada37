using System.Globalization;

namespace Linq.Streaming.Execution.Sinks.Rolling;

/// <summary>The files of one output in a directory, by their names. Those that are not for readers start with a dot.</summary>
internal sealed class SinkNames
{
    private const int Digits = 20;

    private readonly string _prefix;
    private readonly string _extension;

    public SinkNames(string directory, string prefix, string extension)
    {
        var path = OperatingSystem.IsWindows() ? directory.Replace('\\', '/') : directory;
        Directory = path.TrimEnd('/') is { Length: > 0 } trimmed ? trimmed : "/";
        (_prefix, _extension) = (prefix, extension);
    }

    public string Directory { get; }

    public string Journal => PathOf($".journal-{_prefix}{_extension}");

    public string Lock => PathOf($".lock-{_prefix}{_extension}");

    /// <summary>The file that is being written, whose first batch with rows is <paramref name="first"/>: so the one after it never has the same name.</summary>
    public string Current(long first) => PathOf($"{CurrentStart}{Number(first)}{_extension}");

    public string Complete(long first, long last) => PathOf($"{_prefix}-{Number(first)}-{Number(last)}{_extension}");

    /// <summary>Files that are or were being written, by their paths; what a crash has left of writing them anew included.</summary>
    public IEnumerable<string> Unfinished(IEnumerable<string> names) => names.Where(IsUnfinished).Select(PathOf);

    /// <summary>Whether there are files with rows, of whichever query.</summary>
    public bool HasRows(IReadOnlyList<string> names) => names.Any(name => IsComplete(name) || IsUnfinished(name));

    private string CurrentStart => $".current-{_prefix}-";

    private static string Number(long batch) => batch.ToString("D20", CultureInfo.InvariantCulture);

    private string PathOf(string name) => Directory == "/" ? $"/{name}" : $"{Directory}/{name}";

    private bool IsUnfinished(string name) =>
        name.StartsWith(CurrentStart, StringComparison.Ordinal)
        && Rest(name, CurrentStart.Length) is { } rest
        && (rest == _extension || rest == _extension + Storage.DurableFiles.TemporarySuffix);

    private bool IsComplete(string name) =>
        name.StartsWith($"{_prefix}-", StringComparison.Ordinal)
        && Rest(name, _prefix.Length + 1) is ['-', ..]
        && Rest(name, _prefix.Length + 1 + Digits + 1) == _extension;

    // What follows the number of a batch; null where there is no such number.
    private static string? Rest(string name, int start) =>
        name.Length >= start + Digits && name.AsSpan(start, Digits).IndexOfAnyExceptInRange('0', '9') < 0 ? name[(start + Digits)..] : null;
}
