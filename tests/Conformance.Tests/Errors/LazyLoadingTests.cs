namespace Conformance.Tests.Errors;

/// <summary>What programs do not use, they do not load.</summary>
public sealed class LazyLoadingTests
{
    // Nothing in this process asks for StreamOptions.DebugStages.
    [Fact]
    public void Without_DebugStages_no_compiler_of_C_sharp_is_loaded()
    {
        Assert.Equal([[2]], StreamTest.Run<int, int>([[1]], s => s.Select(x => x * 2), new StreamTestOptions { FlushAtEnd = false }));

        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), assembly => assembly.GetName().Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }
}
