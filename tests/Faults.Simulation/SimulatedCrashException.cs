namespace Faults.Simulation;

/// <summary>The process has come to its end. Nothing is to catch it but the test.</summary>
/// <remarks>No IOException, so that code which survives failures of files does not survive this.</remarks>
internal sealed class SimulatedCrashException(string operation, int number) : Exception($"The process ended at operation {number}, {operation}.");
