namespace Faults.Kills;

/// <summary>How two sorted lists of rows differ.</summary>
/// <param name="Lost">How many rows are missing.</param>
/// <param name="Extra">How many are there that should not be, or more often than they should.</param>
/// <param name="What">The first of them.</param>
internal sealed record Difference(int Lost, int Extra, string What)
{
    private const int MostShown = 5;

    /// <summary>Compares; null where they are the same.</summary>
    public static Difference? Of(string what, IReadOnlyList<string> wanted, IReadOnlyList<string> found)
    {
        var (lost, extra) = (new List<string>(), new List<string>());
        for (int i = 0, j = 0; i < wanted.Count || j < found.Count;)
        {
            var order = i == wanted.Count ? 1 : j == found.Count ? -1 : string.CompareOrdinal(wanted[i], found[j]);
            if (order < 0)
            {
                lost.Add(wanted[i]);
            }
            else if (order > 0)
            {
                extra.Add(found[j]);
            }

            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return lost.Count + extra.Count == 0 ? null : new Difference(
            lost.Count, extra.Count, $"{what}: lost {Shown(lost)}; doubled or wrong {Shown(extra)}");
    }

    private static string Shown(List<string> rows) => rows.Count == 0 ? "nothing" : string.Join(" | ", rows.Take(MostShown)) + (rows.Count > MostShown ? " | ..." : "");
}
