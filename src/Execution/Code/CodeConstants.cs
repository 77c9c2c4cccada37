namespace Linq.Streaming.Execution.Code;

/// <summary>The objects that C# cannot write, which a method is given in an array.</summary>
internal sealed class CodeConstants(CodeNames names, CodeTypes types)
{
    private readonly List<(object Value, string Name, Type Type)> _entries = [];

    public object[] Values => [.. _entries.Select(entry => entry.Value)];

    /// <summary>The statements that read the array into variables.</summary>
    public IEnumerable<string> Declarations => _entries.Select((entry, i) => $"var {entry.Name} = ({types.Of(entry.Type)})constants[{i}];");

    /// <summary>The variable that holds <paramref name="value"/>, called like <paramref name="name"/>.</summary>
    public string Of(object value, Type type, string name)
    {
        foreach (var entry in _entries)
        {
            if (ReferenceEquals(entry.Value, value) && entry.Type == type)
            {
                return entry.Name;
            }
        }

        var fresh = names.Fresh(name);
        _entries.Add((value, fresh, type));
        return fresh;
    }
}
