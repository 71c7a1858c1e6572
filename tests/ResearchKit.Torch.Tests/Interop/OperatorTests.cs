#if TORCH_PROVIDER_LIBTORCH
using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Interop;

namespace ResearchKit.Torch.Tests.Interop;

public class OperatorTests
{
    private static readonly Operator Add = new("aten::add", "Tensor");
    private static readonly Operator Full = new("aten::full");
    private static readonly Operator Split = new("aten::split", "Tensor");

    [Fact]
    public void Should_Add_Tensors_When_Called_By_Name()
    {
        using var a = Full.Call(new long[] { 2, 3 }, 2.0);
        using var b = Add.Call(a, a, 0.5);

        Assert.Equal([2, 3], b.shape);
        Assert.Equal(torch.ScalarType.Float32, b.dtype);
    }

    [Fact]
    public void Should_Return_Every_Tensor_When_The_Result_Is_A_List()
    {
        using var a = Full.Call(new long[] { 5 }, 1.0);
        var parts = Split.CallAll(a, 2);

        Assert.Equal([2L, 2L, 1L], parts.Select(p => p.size(0)));
    }

    [Fact]
    public void Should_Carry_The_Message_Of_Libtorch_When_Shapes_Do_Not_Fit()
    {
        using var a = Full.Call(new long[] { 2, 3 }, 2.0);
        using var b = Full.Call(new long[] { 4 }, 2.0);

        var error = Assert.Throws<ExternalException>(() => Add.Call(a, b));

        Assert.Contains("must match the size of tensor", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Name_The_Operator_When_Libtorch_Has_None_Of_That_Name()
    {
        var error = Assert.Throws<ExternalException>(() => new Operator("aten::no_such_thing", "out").Call());

        Assert.Contains("aten::no_such_thing.out", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Show_The_Schema_When_An_Argument_Has_The_Wrong_Kind()
    {
        using var a = Full.Call(new long[] { 2 }, 2.0);

        var error = Assert.Throws<ExternalException>(() => Add.Call(a, "text"));

        Assert.Contains("argument 'other' cannot be str", error.Message, StringComparison.Ordinal);
        Assert.Contains("aten::add.Tensor", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_The_Call_When_A_Tensor_Is_Disposed()
    {
        var a = Full.Call(new long[] { 2 }, 2.0);
        a.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Add.Call(a, a));
    }
}
#endif
