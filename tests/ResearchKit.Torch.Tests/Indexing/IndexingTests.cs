using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Indexing;

public class IndexingTests
{
    [Fact]
    public void Should_Read_And_Write_Elements_When_Indexed()
    {
        var t = arange(12).reshape(3, 4);
        Assert.Equal(6, t[1, 2].item<long>());
        Assert.Equal(new long[] { 4, 5, 6, 7 }, t[1].data<long>().ToArray());
        Assert.Equal(new long[] { 1, 5, 9 }, t[TensorIndex.Colon, 1].data<long>().ToArray());
        Assert.Equal(new long[] { 5, 6, 9, 10 }, t[1.., 1..3].data<long>().ToArray());
        Assert.Equal(new long[] { 3, 7, 11 }, t[TensorIndex.Ellipsis, -1].data<long>().ToArray());
        Assert.Equal(new long[] { 9, 10, 11 }, t[t > 8].data<long>().ToArray());
        t[0, 0] = tensor(100L);
        t[tensor(new long[] { 1, 2 }), tensor(new long[] { 0, 3 })] = tensor(-1L);
        Assert.Equal(new long[] { 100, 1, 2, 3, -1, 5, 6, 7, 8, 9, 10, -1 }, t.data<long>().ToArray());
    }
}
