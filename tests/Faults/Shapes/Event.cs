namespace Faults.Shapes;

/// <summary>A row of all inputs.</summary>
/// <param name="Key">One of few.</param>
/// <param name="Name">One of few.</param>
/// <param name="Amount">A number.</param>
/// <param name="At">Its time in seconds, which ascends on the whole.</param>
internal sealed record Event(int Key, string Name, int Amount, long At);

/// <summary>What has become of rows of one key.</summary>
internal sealed record Tally(string Key, long Count, long Sum);
