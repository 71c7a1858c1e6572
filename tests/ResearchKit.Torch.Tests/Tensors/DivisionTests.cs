#if TORCH_PROVIDER_LIBTORCH
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Tensors;

public class DivisionTests
{
    [Fact]
    public void Should_Not_End_The_Process_When_The_Smallest_Integer_Is_Divided_By_Minus_One()
    {
        var a = tensor(new[] { long.MinValue, 7, -7 });
        var b = tensor(new long[] { -1, -1, 2 });
        Assert.Equal(new long[] { long.MinValue, -7, -4 }, a.floor_divide(b).data<long>().ToArray());
        Assert.Equal(new long[] { 0, 0, 1 }, a.remainder(b).data<long>().ToArray());
        Assert.Equal(new long[] { 0, 0, -1 }, a.fmod(b).data<long>().ToArray());
        Assert.Equal(new long[] { long.MinValue, -7, 7 }, a.div(-1, RoundingMode.trunc).data<long>().ToArray());
    }
}
#endif
