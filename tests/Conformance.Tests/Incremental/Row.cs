namespace Conformance.Tests.Incremental;

/// <summary>A row of random data. <c>Batch</c> and <c>Text</c> tell where it came from: a concatenation of texts shows the order of rows.</summary>
public sealed record Row(int Batch, int Key, int Number, long Large, double Real, decimal Money, string Text)
{
    /// <summary>A number that is often missing.</summary>
    public int? Maybe => Number % 2 == 0 ? Number : null;

    /// <summary>A key of two members.</summary>
    public (int, string) Pair => (Key, Text[..1]);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Text} k{Key} {Number} {Large} {Real} {Money})");
}
