namespace Linq.Streaming;

/// <summary>What a source does when the brokers have deleted records that it has not read: retention was shorter than the time that the query was down, or behind.</summary>
public sealed class KafkaDataLoss
{
    private readonly Action<KafkaLoss>? _told;

    private KafkaDataLoss(bool fails, Action<KafkaLoss>? told) => (Fails, _told) = (fails, told);

    /// <summary>The source fails with LS5204. The default.</summary>
    public static KafkaDataLoss Fail { get; } = new(true, null);

    internal bool Fails { get; }

    /// <summary>It goes on with the first record that is there, and counts the offsets that were passed over in <see cref="KafkaSource{T}.LostCount"/>.</summary>
    /// <param name="told">Called for each gap, where the source reads, one call at a time. What it throws fails the source.</param>
    public static KafkaDataLoss GoOn(Action<KafkaLoss>? told = null) => new(false, told);

    internal void Tell(KafkaLoss loss) => _told?.Invoke(loss);
}
