namespace Linq.Streaming.Execution.Inputs.Csv;

/// <summary>Gives equal short texts the same string, as far as it remembers them: codes and names repeat within a column.</summary>
internal sealed class StringPool
{
    private const int Slots = 1024;
    private const int LongestPooled = 32;

    // One string a slot: a text whose slot another one holds replaces it, so the pool never grows.
    private readonly string[] _slots = new string[Slots];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return string.Empty;
        if (text.Length > LongestPooled)
            return text.ToString();

        ref var slot = ref _slots[Hash(text) & (Slots - 1)];
        return slot is not null && text.SequenceEqual(slot) ? slot : slot = text.ToString();
    }

    private static int Hash(ReadOnlySpan<char> text)
    {
        var hash = (uint)text.Length;
        foreach (var character in text)
            hash = (hash ^ character) * 0x9E3779B1;
        return (int)(hash >> 16);
    }
}
