namespace Connectors.Kafka.Tests.Broker.Proxy;

/// <summary>How many partitions of topics are shown: all, where nothing is said.</summary>
internal sealed class VisiblePartitions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, int Left)> _shown = [];
    private readonly Dictionary<string, int> _answers = [];

    public void Set(string topic, int count, int answers)
    {
        lock (_gate)
            _shown[topic] = (count, answers);
    }

    /// <summary>How many responses have told of a topic.</summary>
    public int Answers(string topic)
    {
        lock (_gate)
            return _answers.GetValueOrDefault(topic);
    }

    /// <summary>For the next response.</summary>
    public int Next(string topic)
    {
        lock (_gate)
        {
            _answers[topic] = _answers.GetValueOrDefault(topic) + 1;
            if (!_shown.TryGetValue(topic, out var shown) || shown.Left == 0)
                return int.MaxValue;
            _shown[topic] = shown with { Left = shown.Left - 1 };
            return shown.Count;
        }
    }
}
