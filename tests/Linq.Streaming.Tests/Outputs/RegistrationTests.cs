using Linq.Streaming.Tests.Capture;

namespace Linq.Streaming.Tests.Outputs;

public sealed class RegistrationTests
{
    [Fact]
    public void Each_output_registers_itself_once_in_the_order_of_the_calls()
    {
        var provider = new CapturingProvider();
        var query = provider.Source<int>().Where(e => e > 0);

        query.ForEachBatch(batch => { });
        query.ForEachBatch(batch => Task.CompletedTask);
        query.ForEachBatch((batch, token) => Task.CompletedTask);
        query.Print();
        _ = query.ToObservable();
        _ = query.ToBatchObservable();
        _ = query.ToAsyncEnumerable();

        Assert.Equal(
            ["ForEachBatch", "ForEachBatch", "ForEachBatch", "Print", "ToObservable", "ToBatchObservable", "ToAsyncEnumerable"],
            provider.Outputs.Select(output => output.Operation));
        Assert.All(provider.Outputs, output => Assert.Same(query.Expression, output.Query));
        Assert.All(provider.Outputs, output => Assert.Equal(typeof(int), output.ElementType));
    }
}
