using System.Runtime.CompilerServices;

namespace Linq.Streaming.Execution;

/// <summary>How methods are compiled that run for every row, or over all rows or groups of a batch.</summary>
/// <remarks>
/// Generated loops are optimised when they are made, but what they call starts as unoptimised code that counts its calls, and is replaced in the background once the
/// process has been quiet for 100 ms, which a stream under load is not. These methods are optimised at their first call.
/// </remarks>
internal static class HotCode
{
    public const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
