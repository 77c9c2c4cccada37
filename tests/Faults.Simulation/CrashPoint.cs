namespace Faults.Simulation;

/// <summary>One crash of a <see cref="CrashSweep"/>.</summary>
/// <param name="Operation">The number of the operation at which it came.</param>
/// <param name="Moment">Whether the operation had its effect.</param>
/// <param name="Kind">What it left.</param>
/// <param name="Seed">The seed of all choices that the kind leaves open.</param>
/// <param name="Told">What the work had told of itself when it ended.</param>
/// <param name="Found">The disk that the next process finds.</param>
internal sealed record CrashPoint<T>(int Operation, CrashMoment Moment, CrashKind Kind, int Seed, T Told, SimulatedFileSystem Found);
