namespace Faults.Kills;

/// <summary>What a workload writes without faults, in one process and without a checkpoint.</summary>
internal sealed class Expected
{
    private readonly IReadOnlyList<string> _files;
    private readonly IReadOnlyList<string> _tables;

    public Expected(Workload workload, string? server)
    {
        var place = Place.Create("clean", server);
        // Without a checkpoint a producer is not told where to begin. Its rows are those of the array.
        Child.Run(workload with { IsPushed = false }, place, hasCheckpoint: false, _ => { });
        (_files, _tables) = (place.ReadFiles(), place.ReadTables());
        place.Delete();
        if (_files.Count == 0)
        {
            throw new InvalidOperationException($"{workload} writes nothing, so nothing can be lost.");
        }
    }

    /// <summary>What is wrong in a place where the workload has come to its end; null if nothing is.</summary>
    public Difference? Compare(Place place) => Difference.Of("files", _files, place.ReadFiles()) ?? Difference.Of("PostgreSQL", _tables, place.ReadTables());
}
