using System.Globalization;
using Faults.Running;

namespace Faults.Commands;

/// <summary>The options of a command: pairs of a name and a value.</summary>
internal sealed class Arguments(IReadOnlyList<string> options)
{
    /// <summary>The seed of all choices.</summary>
    public int Seed => (int)Number("--seed", 1);

    /// <summary>The cases whose names have the text of <c>--only</c>; without it all.</summary>
    public IReadOnlyList<Case> Cases => [.. Case.All.Where(run => run.Name.Contains(Text("--only") ?? "", StringComparison.OrdinalIgnoreCase))];

    public string? Text(string name)
    {
        for (var i = 0; i + 1 < options.Count; i += 2)
        {
            if (options[i] == name)
            {
                return options[i + 1];
            }
        }

        return null;
    }

    public long Number(string name, long otherwise) => Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
