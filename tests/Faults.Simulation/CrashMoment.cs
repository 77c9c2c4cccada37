namespace Faults.Simulation;

/// <summary>Whether the operation at which a crash comes has had its effect.</summary>
internal enum CrashMoment
{
    Before,
    After,
}
