using Linq.Streaming.Execution.Receiving;

namespace Execution.Tests.Receiving;

public sealed class ElementSizeTests
{
    [Fact]
    public void Sizes_of_texts_bytes_and_plain_values_are_known()
    {
        Assert.Equal(32 + (2 * 5), ElementSize<string>.Known!("hello"));
        Assert.Equal(32 + 7, ElementSize<byte[]>.Known!(new byte[7]));
        Assert.Equal(16, ElementSize<(long, int)>.Known!((1, 2)));
        Assert.Equal(32, ElementSize<string?>.Known!(null));
    }

    [Fact]
    public void Those_of_objects_are_not()
    {
        Assert.Null(ElementSize<object>.Known);
        Assert.Null(ElementSize<(string, int)>.Known);
    }
}
