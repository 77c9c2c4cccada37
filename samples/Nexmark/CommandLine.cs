using System.Globalization;

namespace Nexmark;

/// <summary>Reads the command line, word by word, until something is not understood.</summary>
internal sealed class CommandLine
{
    private readonly Queue<string> _words;
    private Mode _mode = Mode.Summary;
    private string? _query;
    private string? _data;
    private long? _events;
    private long? _seed;
    private long? _rate;
    private string _problem = "";

    private CommandLine(IEnumerable<string> words) => _words = new Queue<string>(words);

    /// <summary>What is asked for; null, and what is wrong with it, if it is not understood.</summary>
    public static Options? Parse(IEnumerable<string> words, out string problem)
    {
        var line = new CommandLine(words);
        while (line._problem.Length == 0 && line._words.TryDequeue(out var word))
            line.Take(word);
        var options = line._problem.Length == 0 ? line.Options() : null;
        problem = line._problem;
        return options;
    }

    private void Take(string option)
    {
        _ = option switch
        {
            "--csv" => Set(Mode.Csv, option),
            "--explain" => Set(Mode.Explain, option),
            "--list" => Set(Mode.List, option),
            "--help" or "-h" => Set(Mode.Help, option),
            "--query" => Text(option, "the name of a query", out _query),
            "--data" => Text(option, "the name of a directory", out _data),
            "--events" => Number(option, 1, Nexmark.Options.MostEvents, out _events),
            "--rate" => Number(option, 1, Nexmark.Options.HighestRate, out _rate),
            "--seed" => Number(option, long.MinValue, long.MaxValue, out _seed),
            _ => Refuse($"Unknown option '{option}'."),
        };
    }

    private Options? Options()
    {
        var query = QueryTable.Find(_query ?? "");
        var needsQuery = _mode is not (Mode.Help or Mode.List);
        if (_query is not null && query is null)
            Refuse($"Unknown query '{_query}'. Use --list to see the queries.");
        else if (needsQuery && query is null)
            Refuse("--query is missing.");
        else if (_data is not null && (_events ?? _seed ?? _rate) is not null)
            Refuse("--data excludes --events, --seed and --rate, which are for generated events.");
        return _problem.Length == 0 ? new Options(_mode, query, Events()) : null;
    }

    private IEventSource Events() => _data is null
        ? new EventGenerator(_events ?? Nexmark.Options.DefaultEvents, _seed ?? Nexmark.Options.DefaultSeed, (int)(_rate ?? Nexmark.Options.DefaultRate))
        : new EventFiles(_data);

    // Help is given whatever else is asked; the others exclude each other.
    private bool Set(Mode mode, string option)
    {
        if (_mode == Mode.Help || mode == Mode.Help)
            _mode = Mode.Help;
        else if (_mode is Mode.Summary || _mode == mode)
            _mode = mode;
        else
            return Refuse($"{option} and --{_mode.ToString().ToLowerInvariant()} exclude each other.");
        return true;
    }

    private bool Text(string option, string what, out string? text) =>
        (_words.TryDequeue(out text) && text.Length > 0) || Refuse($"{option} needs {what}.");

    private bool Number(string option, long least, long most, out long? number)
    {
        number = _words.TryDequeue(out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : null;
        return number is not null || Refuse(string.Create(
            CultureInfo.InvariantCulture, $"{option} needs a whole number from {least:N0} to {most:N0}{(text is null ? "" : $", not '{text}'")}."));
    }

    private bool Refuse(string problem)
    {
        _problem = problem;
        return false;
    }
}
