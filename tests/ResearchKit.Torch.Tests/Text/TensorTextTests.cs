using System.Globalization;
using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;
using Style = TorchSharp.TensorStringStyle;

namespace ResearchKit.Torch.Tests.Text;

public sealed class TensorTextTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Style _style = torch.TensorStringStyle;

    public void Dispose()
    {
        torch.TensorStringStyle = _style;
        _scope.Dispose();
    }

    [Fact]
    public void Should_Give_Shape_Type_And_Device_When_No_Style_Is_Asked()
    {
        Assert.Equal("[2x3], type = Float32, device = cpu", ones(2, 3).ToString());
        Assert.Equal("[], type = Int64, device = cpu", tensor(4L).ToString());
        Assert.Equal("[0x2], type = Bool, device = cpu", zeros(0, 2, dtype: ScalarType.Bool).ToString(false));
        Assert.Equal("[2], type = Float64, device = cpu", Written(ones(2, dtype: ScalarType.Float64), Style.Metadata));
        Assert.Equal("[1], type = Int32, device = cpu", tensor(new[] { 7 }).metastr());
    }

    [Fact]
    public void Should_Align_Columns_When_A_Matrix_Is_Written_In_Julias_Style()
    {
        var matrix = tensor(new float[] { 1, -2.5f, 100, 3 }).reshape(2, 2);

        Assert.Equal("[2x2], type = Float32, device = cpu\n   1 -2.5\n 100    3\n", Written(matrix, Style.Julia));
        Assert.Equal("[2x2], type = Float32, device = cpu\n   1 -2.5\n 100    3\n", matrix.jlstr(cultureInfo: CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Should_Write_One_Row_When_There_Is_One_Axis()
    {
        Assert.Equal("[3], type = Int64, device = cpu\n 1 2 3\n", Written(tensor(new long[] { 1, 2, 3 }), Style.Julia));
        Assert.Equal("[1 2 3]", Written(tensor(new long[] { 1, 2, 3 }), Style.Numpy));
    }

    [Fact]
    public void Should_Write_The_Value_When_There_Are_No_Axes()
    {
        Assert.Equal("[], type = Float64, device = cpu, value = 2.5", Written(tensor(2.5), Style.Julia));
        Assert.Equal(string.Empty, Written(tensor(2.5), Style.Numpy));
    }

    [Fact]
    public void Should_Write_One_Matrix_After_The_Other_When_There_Are_More_Axes()
    {
        var cube = arange(8).reshape(2, 2, 2);

        Assert.Equal(
            "[2x2x2], type = Int64, device = cpu\n[0,..,..] =\n 0 1\n 2 3\n\n[1,..,..] =\n 4 5\n 6 7\n",
            Written(cube, Style.Julia));
        Assert.Equal("[[[0 1]\n  [2 3]]\n\n [[4 5]\n  [6 7]]]", Written(cube, Style.Numpy));
        Assert.Contains("[1,0,..,..] =", Written(cube.reshape(2, 1, 2, 2), Style.Julia), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Cut_The_Middle_When_An_Axis_Is_Long()
    {
        Assert.Equal("[0 1 2 ... 7 8 9]", Written(arange(10), Style.Numpy));
        Assert.Equal("[0 1 2 3 4 5]", Written(arange(6), Style.Numpy));
        Assert.Equal("[[0]\n [1]\n [2]\n ...\n [5]\n [6]\n [7]]", Written(arange(8).reshape(8, 1), Style.Numpy));
    }

    [Fact]
    public void Should_Cut_The_Line_When_It_Is_Wider_Than_Asked()
    {
        var text = arange(10).ToString(Style.Julia, width: 10, cultureInfo: CultureInfo.InvariantCulture, newLine: "\n");

        Assert.Equal("[10], type = Int64, device = cpu\n 0 1 2 ...\n", text);
    }

    [Fact]
    public void Should_Obey_Format_And_Culture_When_They_Are_Given()
    {
        var numbers = tensor(new[] { 1.0 / 3, 1234.5 });
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";

        Assert.Equal("[0.33333 1234.5]", Written(numbers, Style.Numpy));
        Assert.Equal("[0.33 1234.50]", numbers.ToString(Style.Numpy, "F2", cultureInfo: CultureInfo.InvariantCulture));
        Assert.Equal("[0,33 1234,50]", numbers.ToString(Style.Numpy, "F2", cultureInfo: commas));
    }

    [Theory]
    [InlineData(ScalarType.Byte, "[0 1]")]
    [InlineData(ScalarType.Int8, "[0 1]")]
    [InlineData(ScalarType.Int16, "[0 1]")]
    [InlineData(ScalarType.Int32, "[0 1]")]
    [InlineData(ScalarType.Int64, "[0 1]")]
    [InlineData(ScalarType.Float16, "[0 1]")]
    [InlineData(ScalarType.Float32, "[0 1]")]
    [InlineData(ScalarType.Float64, "[0 1]")]
    [InlineData(ScalarType.Bool, "[False True]")]
#if TORCH_PROVIDER_LIBTORCH // complex numbers end the process in TorchSharp 0.99
    [InlineData(ScalarType.ComplexFloat32, "[0 1]")]
    [InlineData(ScalarType.ComplexFloat64, "[0 1]")]
    [InlineData(ScalarType.BFloat16, "[0 1]")]
#endif
    public void Should_Write_Its_Elements_When_A_Tensor_Has_Any_Type(ScalarType type, string expected)
    {
        Assert.Equal(expected, Written(tensor(new[] { 0, 1 }).to_type(type), Style.Numpy));
    }

    [Fact]
    public void Should_Write_What_Is_No_Number_When_Elements_Are_Not_Finite()
    {
        var numbers = tensor(new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity });

        Assert.Equal("[NaN Infinity -Infinity]", Written(numbers, Style.Numpy));
    }

    [Fact]
    public void Should_Write_Elements_In_The_Order_Of_Their_Indices_When_Memory_Has_Another()
    {
        Assert.Equal("[[0 3]\n [1 4]\n [2 5]]", Written(arange(6).reshape(2, 3).t(), Style.Numpy));
        Assert.Equal("[[1 1]\n [1 1]]", Written(ones(1).expand(2, 2), Style.Numpy));
    }

    [Fact]
    public void Should_Use_The_Style_Set_When_Another_Is_Not_Named()
    {
        var numbers = tensor(new long[] { 1, 2 });
        torch.TensorStringStyle = Style.Numpy;

        Assert.Equal("[1 2]", Written(numbers, Style.Default));
        Assert.Equal("[1 2]", numbers.ToString(true));
        Assert.Equal("[1 2]", numbers.str());
        Assert.Equal("[2], type = Int64, device = cpu\n 1 2\n", numbers.str(style: Style.Julia));
        Assert.Throws<ArgumentException>(() => torch.TensorStringStyle = Style.Default);
        Assert.Equal(Style.Numpy, torch.TensorStringStyle);
        Assert.Equal((Style.Julia, Style.Numpy), (julia, numpy));
    }

    [Fact]
    public void Should_Leave_The_Gradient_Alone_When_A_Recorded_Tensor_Is_Written()
    {
        var weight = ones(2, requires_grad: true);
        var output = weight * 3;

        Assert.Equal("[3 3]", Written(output, Style.Numpy));
        Assert.Equal(new float[] { 3, 3 }, autograd.grad([output.sum()], [weight])[0].data<float>().ToArray());
    }

#if TORCH_PROVIDER_LIBTORCH
    [Fact]
    public void Should_Write_Both_Parts_When_Elements_Are_Complex()
    {
        var numbers = tensor(new[] { new Complex(1, 2), new Complex(0, 3), new Complex(4, 0) });

        Assert.Equal("[1+2i 3i 4]", Written(numbers, Style.Numpy));
    }

    [Fact]
    public void Should_Write_Brackets_Alone_When_There_Are_No_Elements()
    {
        Assert.Equal("[]", Written(zeros(0), Style.Numpy));
        Assert.Equal("[[]\n []]", Written(zeros(2, 0), Style.Numpy));
        Assert.Equal("[0x3], type = Float32, device = cpu\n", Written(zeros(0, 3), Style.Julia));
        Assert.Equal("[2x0x3], type = Float32, device = cpu", Written(zeros(2, 0, 3), Style.Julia));
    }

    [Fact]
    public void Should_Say_So_When_The_Tensor_Is_Disposed()
    {
        var gone = ones(2);
        gone.Dispose();

        Assert.Equal("(disposed tensor)", gone.ToString());
        Assert.Throws<ObjectDisposedException>(() => gone.ToString(Style.Julia));
    }

    [Fact]
    public void Should_Refuse_A_Style_When_There_Is_None_Of_That_Number() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ones(1).ToString((Style)17));
#endif

    private static string Written(Tensor tensor, Style style) =>
        tensor.ToString(style, cultureInfo: CultureInfo.InvariantCulture, newLine: "\n");
}
