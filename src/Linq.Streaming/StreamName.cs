using System.Buffers;

namespace Linq.Streaming;

/// <summary>What may name an operator or a source: it becomes part of file names, metrics and plans.</summary>
internal static class StreamName
{
    public const int MaxLength = 100;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>Returns <paramref name="name"/>, or throws an <see cref="ArgumentException"/> that says what a name may be.</summary>
    public static string Check(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        return name.Length <= MaxLength && !name.AsSpan().ContainsAnyExcept(Allowed)
            ? name
            : throw new ArgumentException(
                $"'{name}' cannot be a name: use at most {MaxLength} letters a-z and A-Z, digits, '-', '_' and '.'.", parameter);
    }
}
