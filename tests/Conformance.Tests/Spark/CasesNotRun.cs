namespace Conformance.Tests.Spark;

/// <summary>The cases of the file that no test of this project runs, each with the reason.</summary>
internal static class CasesNotRun
{
    /// <summary>The reason, by id.</summary>
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new (string Reason, string[] Ids)[]
    {
        (
            "There is no checkpoint interval: what each batch changes is logged, and snapshots are taken as the log grows",
            [
                "mws.checkpointDuration.10000.default",
                "mws.checkpointDuration.10000.20000",
                "validate.defaultCheckpoint.100",
                "validate.defaultCheckpoint.1000",
                "validate.defaultCheckpoint.10000",
            ]),
        (
            "A directory that is missing begins a new query, which RecoveryReport.IsNew says",
            [
                "ckpt.missingDir",
            ]),
        (
            "Run by MissedBatchesTests in Execution.Tests, on a virtual clock",
            [
                "derived.downtime.pendingOlder",
            ]),
        (
            "A later issue: the user interface",
            [
                "ui.formatBatchTime",
            ]),
        (
            "Executors are not added and removed: there are none",
            [
                "alloc.kill",
                "alloc.validate",
            ]),
        (
            "The platform's TimeSpan and DateTimeOffset stand in for Spark's Time and Duration",
            [
                "time.compare",
                "time.arith",
                "duration.arith",
            ]),
        (
            "Run by the timer's own tests in Execution.Tests",
            [
                "timer.basic",
                "timer.stopNoInterrupt",
                "timer.startTimes",
            ]),
        (
            "There is no handle to RDDs outside of a query, so nothing can be sliced before the start; Window reaches back inside of one",
            [
                "basic.slice.uninitialized",
            ]),
        (
            "Transform takes one stream or two; an empty list cannot be written",
            [
                "validate.transformEmptyList",
            ]),
        (
            "What is kept follows from the plan: there is no storage level to change",
            [
                "validate.persistAfterStart",
            ]),
        (
            "Checkpoint intervals of single streams do not exist",
            [
                "validate.checkpointAfterStart",
            ]),
        (
            "The interval is given once, to the context's constructor",
            [
                "validate.batchDurationTwice",
            ]),
        (
            "There is no engine below the context that could stay in use",
            [
                "context.stopFalseThenTrue",
            ]),
        (
            "There are no job properties of threads",
            [
                "context.localProperties",
            ]),
    }.SelectMany(entry => entry.Ids.Select(id => (id, entry.Reason))).ToDictionary(entry => entry.id, entry => entry.Reason);
}
