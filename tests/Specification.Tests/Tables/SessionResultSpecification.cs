namespace Specification.Tests.Tables;

/// <summary>Results of sessions of batch time, which end between batches: a batch is a second, and a session ends 1.5 s after its last row.</summary>
public sealed class SessionResultSpecification : StreamSpecification
{
    [Fact]
    public void A_window_that_ended_between_two_batches_takes_a_session_that_did_too() =>
        Batches(["a"], [], ["a"], ["b"], [], []).Through(s => Counts(s).Window(TimeSpan.FromSeconds(0.5)).Count()).ShouldEmit([], [], [1], [], [1], [1], []);

    [Fact]
    public void A_session_of_sessions_takes_one_that_ended_between_two_batches() =>
        Batches(["a"], [], ["a"], ["b"], [], [], [], []).Through(s => Counts(s).SessionWindow(n => 0, TimeSpan.FromSeconds(2.2)).GroupBy(n => 0).Select(g => g.Count()))
            .ShouldEmit([], [], [], [], [], [], [], [3], []);

    private static IStreamQueryable<int> Counts(IStreamQueryable<string> rows) =>
        rows.SessionWindow(x => x, TimeSpan.FromSeconds(1.5)).GroupBy(x => x).Select(g => g.Count());
}
