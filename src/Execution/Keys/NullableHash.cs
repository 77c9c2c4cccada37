using System.Reflection;

namespace Linq.Streaming.Execution.Keys;

/// <summary>Hashes <c>T?</c> of a value type: as the value, where there is one.</summary>
internal static class NullableHash
{
    private static readonly MethodInfo OfMethod =
        ((Func<StableHasher<int>, StableHasher<int?>>)Of).Method.GetGenericMethodDefinition();

    public static Delegate For(Type underlying, KeyCodecs codecs) =>
        (Delegate)OfMethod.MakeGenericMethod(underlying).Invoke(null, [StableHash.For(underlying, codecs)])!;

    private static StableHasher<T?> Of<T>(StableHasher<T> inner)
        where T : struct => key => key.HasValue ? inner(key.GetValueOrDefault()) : StableHash.Null;
}
