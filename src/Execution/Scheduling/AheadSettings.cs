namespace Linq.Streaming.Execution.Scheduling;

/// <summary>How stages are run before the turn of their batch.</summary>
/// <param name="Run">Runs those of a batch; does not throw.</param>
/// <param name="LeastRows">Batches with fewer rows are not worth another thread.</param>
/// <param name="HoldsBack">For tests that step: every batch is held back until the next has run ahead.</param>
internal sealed record AheadSettings(Action<JobSet> Run, long LeastRows, bool HoldsBack = false);
