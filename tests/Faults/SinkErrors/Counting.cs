using System.Globalization;
using Faults.Shapes;
using Linq.Streaming;

namespace Faults.SinkErrors;

/// <summary>A query whose rows are all different: each says how many rows of its key there were before it. So rows and state both show what a batch that ran twice would do.</summary>
internal static class Counting
{
    public const int Keys = 7;

    private static readonly StateSpec<int, int, Tally, Tally> Spec = StateSpec.Create<int, int, Tally, Tally>(Add);

    public static int[] Input(int rows) => [.. Enumerable.Range(0, rows)];

    public static IStreamQueryable<Tally> Build(IStreamQueryable<int> numbers) => numbers.Select(number => KeyValuePair.Create(number % Keys, number)).MapWithState(Spec);

    /// <summary>The same with a loop.</summary>
    public static IEnumerable<Tally> Expected(int rows)
    {
        var tallies = new Tally[Keys];
        for (var number = 0; number < rows; number++)
        {
            yield return tallies[number % Keys] = Next(number % Keys, number, tallies[number % Keys]);
        }
    }

    private static Tally Next(int key, int number, Tally? before) => new("k" + key.ToString(CultureInfo.InvariantCulture), (before?.Count ?? 0) + 1, (before?.Sum ?? 0) + number);

    private static Optional<Tally> Add(DateTimeOffset time, int key, Optional<int> number, State<Tally> state)
    {
        var next = Next(key, number.Value, state.TryGet(out var before) ? before : null);
        state.Update(next);
        return Optional.Some(next);
    }
}
