using Faults.Floods;

namespace Faults.Commands;

/// <summary>Offers ten times more than the sink takes, to a source that can be read again, to one that drops, and to one that blocks, for so long each.</summary>
internal static class FloodCommand
{
    private const int DefaultSeconds = 60;

    public static int Run(Arguments arguments, TextWriter writer)
    {
        var time = TimeSpan.FromSeconds(arguments.Number("--seconds", DefaultSeconds));
        var isRight = true;
        var texts = new List<string>();
        foreach (var flood in new Func<TimeSpan, Task<(bool IsRight, string Text)>>[] { Flood.ReplayableAsync, Flood.DroppingAsync, Flood.BlockingAsync })
        {
            var run = flood(time).GetAwaiter().GetResult();
            isRight &= run.IsRight;
            texts.Add(run.IsRight ? run.Text : $"WRONG {run.Text}");
        }

        writer.WriteLine($"flood: {time.TotalSeconds} s each; {string.Join("; ", texts)}");
        return isRight ? 0 : 1;
    }
}
