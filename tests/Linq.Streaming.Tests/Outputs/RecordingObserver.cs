namespace Linq.Streaming.Tests.Outputs;

/// <summary>Writes down what it gets, and throws at <paramref name="throwAt"/>.</summary>
internal sealed class RecordingObserver<T>(Predicate<T>? throwAt = null, Action<T>? onNext = null) : IObserver<T>
{
    public List<string> Events { get; } = [];

    public void OnNext(T value)
    {
        Events.Add($"{value}");
        onNext?.Invoke(value);
        if (throwAt?.Invoke(value) == true)
            throw new FormatException($"at {value}");
    }

    public void OnCompleted() => Events.Add("end");

    public void OnError(Exception error) => Events.Add($"failed: {error.Message}");
}
