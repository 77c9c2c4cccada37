namespace Execution.Tests.Compilation;

/// <summary>Tests that read the counters of the process, or measure it: nothing runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CompilesAlone
{
    public const string Name = "Alone";
}
