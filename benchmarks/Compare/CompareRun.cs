namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>Measures workloads: a process for each peer, and one of them computing at a time.</summary>
internal sealed class CompareRun(Effort effort, IReadOnlyList<Peer> peers, Action<string> progress)
{
    /// <summary>All workloads, one after the other.</summary>
    /// <exception cref="CompareException">A child failed, or results differ.</exception>
    public async Task<IReadOnlyList<WorkloadFigures>> MeasureAsync(IReadOnlyList<Workload> workloads, CancellationToken ct)
    {
        var all = new List<WorkloadFigures>();
        foreach (var workload in workloads)
        {
            all.Add(await MeasureAsync(workload, ct).ConfigureAwait(false));
        }

        return all;
    }

    private async Task<WorkloadFigures> MeasureAsync(Workload workload, CancellationToken ct)
    {
        progress($"{workload.Id} {workload.Title}");
        var candidates = new List<Candidate>();
        try
        {
            var elements = effort.ElementsOf(workload);
            foreach (var peer in peers)
            {
                candidates.Add(new Candidate(new PeerProcess(workload, peer, elements), new PeerFigures(workload, peer, elements)));
            }

            await MeasureAsync(candidates, ct).ConfigureAwait(false);
            var figures = new WorkloadFigures(workload, elements, [.. candidates.Select(candidate => candidate.Figures)]);
            figures.Verify();
            return figures;
        }
        finally
        {
            candidates.ForEach(candidate => candidate.Process.Dispose());
        }
    }

    // In turns, so that a disturbance of the machine hits all alike.
    private async Task MeasureAsync(List<Candidate> candidates, CancellationToken ct)
    {
        foreach (var candidate in candidates)
        {
            await candidate.Process.WaitUntilReadyAsync(ct).ConfigureAwait(false);
        }

        foreach (var candidate in candidates)
        {
            await WarmUpAsync(candidate, ct).ConfigureAwait(false);
        }

        for (var round = 0; round < effort.MostRounds; round++)
        {
            foreach (var candidate in candidates.Where(candidate => round < candidate.Rounds))
            {
                candidate.Figures.Add(await candidate.Process.RunAsync(ct).ConfigureAwait(false));
            }
        }
    }

    private async Task WarmUpAsync(Candidate candidate, CancellationToken ct)
    {
        var pass = await candidate.Process.RunAsync(ct).ConfigureAwait(false);
        candidate.Figures.Begin(pass);
        if (pass.Elapsed > effort.OnlyPass)
        {
            candidate.Figures.Add(pass);
            return;
        }

        var total = pass.Elapsed;
        for (var passes = 1; !effort.IsWarm(passes, total); passes++)
        {
            pass = await candidate.Process.RunAsync(ct).ConfigureAwait(false);
            total += pass.Elapsed;
        }

        candidate.Rounds = effort.RoundsOf(pass.Elapsed);
    }

    private sealed record Candidate(PeerProcess Process, PeerFigures Figures)
    {
        /// <summary>How many rounds are still to be measured after the warm-up.</summary>
        public int Rounds { get; set; }
    }
}
