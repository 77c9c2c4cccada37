namespace Planner.Tests;

/// <summary>A row as tests' queries read it.</summary>
internal sealed record Order(string Customer, int Quantity, double Price, DateTimeOffset At, long Millis, string[] Items);

/// <summary>A row to join with.</summary>
internal sealed record Customer(string Id, string Country);
