using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Tensors;

/// <summary>The C# operators, between tensors and with numbers on either side.</summary>
public sealed class OperatorOverloadTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _a = tensor(new[] { 7.0, -4.0, 2.5 });
    private readonly Tensor _b = tensor(new[] { 2.0, -4.0, 5.0 });
    private readonly Tensor _yes = tensor(new[] { true, true, false });
    private readonly Tensor _no = tensor(new[] { false, true, false });

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Should_Compute_Element_By_Element_When_Arithmetic_Is_Written()
    {
        Equal([9, -8, 7.5], _a + _b);
        Equal([5, 0, -2.5], _a - _b);
        Equal([14, 16, 12.5], _a * _b);
        Equal([3.5, 1, 0.5], _a / _b);
        Equal([1, 0, 2.5], _a % _b);
        Equal([-7, 4, -2.5], -_a);
        Equal([8, -3, 3.5], _a + 1);
        Equal([8, -3, 3.5], 1 + _a);
        Equal([6, -5, 1.5], _a - 1);
        Equal([-6, 5, -1.5], 1 - _a);
        Equal([14, -8, 5], _a * 2);
        Equal([14, -8, 5], 2 * _a);
        Equal([3.5, -2, 1.25], _a / 2);
        Equal([10, -5, 4], 20 / _b);
        Equal([1, 2, 2.5], _a % 3);
    }

    [Fact]
    public void Should_Compare_Element_By_Element_When_Comparisons_Are_Written()
    {
        Equal([true, false, false], _a > _b);
        Equal([true, true, false], _a >= _b);
        Equal([false, false, true], _a < _b);
        Equal([false, true, true], _a <= _b);
        Equal([false, true, false], _a == _b);
        Equal([true, false, true], _a != _b);
        Equal([true, false, false], _a > 2.5);
        Equal([true, false, true], _a >= 2.5);
        Equal([false, true, false], _a < 2.5);
        Equal([false, true, true], _a <= 2.5);
        Equal([false, false, true], _a == 2.5);
        Equal([true, true, false], _a != 2.5);
        Equal([false, true, false], 2.5 > _a);
        Equal([false, true, true], 2.5 >= _a);
        Equal([true, false, false], 2.5 < _a);
        Equal([true, false, true], 2.5 <= _a);
        Equal([false, false, true], 2.5 == _a);
        Equal([true, true, false], 2.5 != _a);
    }

    [Fact]
    public void Should_Combine_Truth_Values_When_Logic_Is_Written()
    {
        Equal([false, true, false], _yes & _no);
        Equal([true, true, false], _yes | _no);
        Equal([true, false, false], _yes ^ _no);
        Equal([false, false, true], ~_yes);
    }

    [Fact]
    public void Should_Turn_Matrices_When_Transposes_Are_Written()
    {
        var matrix = arange(6).reshape(2, 3);
        var stack = arange(12).reshape(2, 2, 3);

        Assert.Equal([0, 3, 1, 4, 2, 5], matrix.T.data<long>().ToArray());
        Assert.Equal([0, 3, 1, 4, 2, 5], matrix.H.data<long>().ToArray());
        Assert.Equal([2, 3, 2], stack.mT.shape);
        Assert.Equal([2, 3, 2], stack.mH.shape);
    }

    private static void Equal(double[] expected, Tensor actual) => Assert.Equal(expected, actual.data<double>().ToArray());

    private static void Equal(bool[] expected, Tensor actual) => Assert.Equal(expected, actual.data<bool>().ToArray());
}
