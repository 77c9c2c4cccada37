namespace Linq.Streaming.Tests;

public sealed class ScaffoldTests
{
    [Fact]
    public void Runs() => Assert.True(true);
}
