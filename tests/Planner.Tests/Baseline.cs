namespace Planner.Tests;

/// <summary>Compares a printed plan with the one in the test; a difference shows both whole, so that the new text can be reviewed and pasted.</summary>
internal static class Baseline
{
    public static void Equal(string expected, string actual)
    {
        var (wanted, found) = (Normal(expected), Normal(actual));
        if (wanted != found)
        {
            Assert.Fail($"The text differs.{Environment.NewLine}--- wanted{Environment.NewLine}{wanted}{Environment.NewLine}--- found{Environment.NewLine}{found}");
        }
    }

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd();
}
