using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution.Keys;

/// <summary>Hashes an enum by its number, as an unsigned one of its size.</summary>
internal static class EnumHash<TEnum>
{
    public static ulong Hash(TEnum key) => StableHash.Mix(Unsafe.SizeOf<TEnum>() switch
    {
        1 => Unsafe.As<TEnum, byte>(ref key),
        2 => Unsafe.As<TEnum, ushort>(ref key),
        4 => Unsafe.As<TEnum, uint>(ref key),
        _ => Unsafe.As<TEnum, ulong>(ref key),
    });
}
