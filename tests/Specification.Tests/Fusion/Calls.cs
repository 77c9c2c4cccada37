namespace Specification.Tests.Fusion;

/// <summary>A function that is not pure, as users' must not be, so that it shows how often and in which order it is called.</summary>
internal static class Calls
{
    [ThreadStatic]
    private static int _count;

    public static int Next() => _count++;

    public static void Reset() => _count = 0;
}
