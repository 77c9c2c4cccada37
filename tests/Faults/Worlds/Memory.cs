namespace Faults.Worlds;

/// <summary>What others know, whatever happens to the process: how much of each source was acknowledged, and what sinks were given for each batch.</summary>
internal sealed class Memory
{
    private readonly Dictionary<string, long> _acknowledged = [];
    private readonly Dictionary<(string Output, long Batch), string> _given = [];
    private readonly List<string> _contradictions = [];

    /// <summary>What no order of crashes may lead to, and has been seen.</summary>
    public IReadOnlyList<string> Contradictions => _contradictions;

    public Memory Copy()
    {
        var copy = new Memory();
        foreach (var (source, count) in _acknowledged)
        {
            copy._acknowledged.Add(source, count);
        }

        foreach (var (batch, text) in _given)
        {
            copy._given.Add(batch, text);
        }

        copy._contradictions.AddRange(_contradictions);
        return copy;
    }

    /// <summary>Rows of a source will not be asked for again.</summary>
    public void Acknowledge(string source, long count) => _acknowledged[source] = Math.Max(count, _acknowledged.GetValueOrDefault(source));

    /// <summary>A process asks for the rows of a source from one on.</summary>
    public void AskFrom(string source, long position)
    {
        if (position < _acknowledged.GetValueOrDefault(source))
        {
            Contradict($"source {source} has been acknowledged up to {_acknowledged[source]}, and is asked for row {position} again");
        }
    }

    /// <summary>A sink is given the rows of a batch. Once an output has seen a batch, it has those rows for ever.</summary>
    public void Give(string output, long batch, string text)
    {
        if (!_given.TryAdd((output, batch), text) && _given[(output, batch)] != text)
        {
            Contradict($"batch {batch} of {output} has been given twice, with other rows");
        }
    }

    /// <summary>Whether an output has been given a batch.</summary>
    public bool HasGiven(string output, long batch) => _given.ContainsKey((output, batch));

    public void Contradict(string what) => _contradictions.Add(what);
}
