using System.Runtime.InteropServices;
using ResearchKit.Checkpoints;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Checkpoints;

public sealed class NpyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("f2", ScalarType.Float16)]
    [InlineData("f4", ScalarType.Float32)]
    [InlineData("f8", ScalarType.Float64)]
    [InlineData("i1", ScalarType.Int8)]
    [InlineData("i2", ScalarType.Int16)]
    [InlineData("i4", ScalarType.Int32)]
    [InlineData("i8", ScalarType.Int64)]
    public void Should_Read_What_Numpy_Wrote_In_Either_Byte_Order(string code, ScalarType dtype)
    {
        foreach (var order in (string[])["little", "big"])
        {
            using var tensor = Npy.Load(Reference.PathOf($"{order}-{code}.npy"));

            Assert.Equal(dtype, tensor.dtype);
            Assert.Equal([2L, 3L], tensor.shape);
            Assert.Equal([-3.0, -2, -1, 0, 1, 2], Doubles(tensor));
        }
    }

    [Theory]
    [InlineData("version2", new double[] { -3, -2, -1, 0, 1, 2 })]
    [InlineData("version3", new double[] { -3, -2, -1, 0, 1, 2 })]
    [InlineData("u1", new double[] { 3, 2, 1, 0, 1, 2 })]
    [InlineData("bool", new double[] { 0, 1, 0, 1, 0, 1 })]
    [InlineData("scalar", new double[] { 2.5 })]
    [InlineData("vector", new double[] { 0, 1, 2 })]
    [InlineData("empty", new double[] { })]
    public void Should_Read_Every_Version_And_Rank(string name, double[] expected)
    {
        using var tensor = Npy.Load(Reference.PathOf(name + ".npy"));

        Assert.Equal(expected, Doubles(tensor));
    }

    [Fact]
    public void Should_Give_Rows_In_Order_When_The_File_Is_In_Fortran_Order()
    {
        using var file = NpyFile.Open(Reference.PathOf("fortran.npy"));
        using var tensor = file.Load();

        Assert.True(file.IsFortranOrder);
        Assert.Equal([2L, 3L, 4L], tensor.shape);
        Assert.True(tensor.is_contiguous());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (double)i), Doubles(tensor));
        Assert.Throws<InvalidOperationException>(() => file.LoadRows(0, 1));
    }

    [Theory]
    [InlineData("structured", "structured")]
    [InlineData("object", "unpickling runs code")]
    [InlineData("unicode", "'<U2'")]
    [InlineData("unsigned", "'<u4'")]
    [InlineData("complex", "'<c8'")]
    public void Should_Refuse_Types_That_Tensors_Do_Not_Have(string name, string fault)
    {
        var error = Assert.Throws<InvalidDataException>(() => Npy.Load(Reference.PathOf(name + ".npy")));

        Assert.StartsWith(Reference.PathOf(name + ".npy"), error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("little-f2")]
    [InlineData("little-f4")]
    [InlineData("little-f8")]
    [InlineData("little-i1")]
    [InlineData("little-i2")]
    [InlineData("little-i4")]
    [InlineData("little-i8")]
    [InlineData("u1")]
    [InlineData("bool")]
    [InlineData("scalar")]
    [InlineData("vector")]
    [InlineData("empty")]
    public void Should_Write_The_Same_Bytes_As_Numpy(string name)
    {
        using var tensor = Npy.Load(Reference.PathOf(name + ".npy"));

        Npy.Save(_folder["copy.npy"], tensor);

        Assert.Equal(File.ReadAllBytes(Reference.PathOf(name + ".npy")), File.ReadAllBytes(_folder["copy.npy"]));
    }

    [Fact]
    public void Should_Write_Row_Major_When_The_Tensor_Is_Not_Contiguous()
    {
        using var tensor = arange(6, ScalarType.Float32);
        using var grid = tensor.view(2, 3);
        using var turned = grid.t();

        Npy.Save(_folder["a.npy"], turned);

        Assert.Equal([0f, 3, 1, 4, 2, 5], Npy.LoadArray<float>(_folder["a.npy"], out var shape));
        Assert.Equal([3L, 2L], shape);
    }

    [Fact]
    public void Should_Write_A_Parameter_That_Requires_A_Gradient()
    {
        using var tensor = ones([2], ScalarType.Float32, requires_grad: true);

        Npy.Save(_folder["a.npy"], tensor);

        Assert.Equal([1f, 1f], Npy.LoadArray<float>(_folder["a.npy"], out _));
    }

    [Fact]
    public void Should_Round_Trip_Managed_Arrays()
    {
        RoundTrip([1.5, double.NaN, double.NegativeInfinity]);
        RoundTrip([1.5f, -0f, 3]);
        RoundTrip([(Half)1.5, (Half)2, (Half)3]);
        RoundTrip([long.MinValue, 0, long.MaxValue]);
        RoundTrip([int.MinValue, 0, int.MaxValue]);
        RoundTrip([short.MinValue, (short)0, short.MaxValue]);
        RoundTrip([sbyte.MinValue, (sbyte)0, sbyte.MaxValue]);
        RoundTrip([byte.MinValue, (byte)7, byte.MaxValue]);
        RoundTrip([true, false, true]);
    }

    [Fact]
    public void Should_Round_Trip_Empty_And_Scalar_Arrays()
    {
        Npy.Save<double>(_folder["empty.npy"], [], 0, 3);
        Assert.Empty(Npy.LoadArray<double>(_folder["empty.npy"], out var shape));
        Assert.Equal([0L, 3L], shape);

        Npy.Save(_folder["scalar.npy"], [4.0]);
        Assert.Equal([4.0], Npy.LoadArray<double>(_folder["scalar.npy"], out shape));
        Assert.Empty(shape);
    }

    [Fact]
    public void Should_Refuse_A_Shape_That_Does_Not_Fit_And_Types_Numpy_Lacks()
    {
        using var half = ones([2], ScalarType.BFloat16);

        Assert.Contains("(2, 2)", Assert.Throws<ArgumentException>(() => Npy.Save(_folder["a.npy"], [1.0, 2, 3], 2, 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Npy.Save(_folder["a.npy"], [1.0], -1, -1));
        Assert.Throws<ArgumentException>(() => Npy.Save(_folder["a.npy"], ['a'], 1));
        Assert.Contains("BFloat16", Assert.Throws<ArgumentException>(() => Npy.Save(_folder["a.npy"], half)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Should_Say_Both_Types_When_An_Array_Is_Read_As_Another()
    {
        var error = Assert.Throws<InvalidDataException>(() => Npy.LoadArray<float>(Reference.PathOf("little-f8.npy"), out _));

        Assert.Contains("Float64; expected Float32", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Read_Runs_Of_Rows_And_Bytes_Without_The_Rest()
    {
        Npy.Save(_folder["a.npy"], Enumerable.Range(0, 12).ToArray(), 4, 3);
        using var file = NpyFile.Open(_folder["a.npy"]);

        using var rows = file.LoadRows(1, 2);
        using var none = file.LoadRows(4, 0);

        Assert.Equal([3.0, 4, 5, 6, 7, 8], Doubles(rows));
        Assert.Equal([0L, 3L], none.shape);
        Assert.Equal(48, file.Bytes().Length);
        Assert.Equal(11, BitConverter.ToInt32(file.Bytes()[44..]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.LoadRows(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.LoadRows(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.LoadRows(0, -1));
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Load());
        Assert.Throws<ObjectDisposedException>(() => file.Bytes().Length);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 9, "9 bytes of data")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", 7, "7 bytes of data")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", 0, "fits 63 bits")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4611686018427387904, 4), }", 0, "fits 63 bits")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", 0, "whole numbers")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 0, "whole numbers")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }", 4, "True or False")]
    [InlineData("{'descr': '<f4', 'shape': (1,), }", 4, "lacks")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 4, "twice")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}", 4, "'x'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} {}", 4, "more than one")]
    [InlineData("{'descr': '<f4", 4, "without an end")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", 4, "structured")]
    [InlineData("{'descr': '|f4', 'fortran_order': False, 'shape': (1,), }", 4, "'|f4'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1", 4, "'1' in its shape")]
    [InlineData("", 4, "nothing more")]
    public void Should_Name_The_File_And_The_Fault_When_The_Header_Is_Bad(string header, int dataBytes, string fault)
    {
        var path = _folder.Write("bad.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.UTF8.GetBytes(header), .. new byte[dataBytes]]);

        var error = Assert.Throws<InvalidDataException>(() => Npy.Load(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 1, 0 })]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 9, 0, 1, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x93, 78, 85, 77, 80, 89, 2, 0, 255, 255, 255, 255, 0 })]
    [InlineData(new byte[] { 80, 75, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void Should_Refuse_Files_That_Are_No_Npy(byte[] content)
    {
        var path = _folder.Write("bad.npy", content);

        Assert.StartsWith(path, Assert.Throws<InvalidDataException>(() => Npy.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_Truth_Values_That_Are_Neither()
    {
        var bytes = File.ReadAllBytes(Reference.PathOf("bool.npy"));
        bytes[^1] = 2;
        var path = _folder.Write("bad.npy", bytes);

        Assert.Contains("byte 2", Assert.Throws<InvalidDataException>(() => Npy.Load(path)).Message, StringComparison.Ordinal);
    }

    private static double[] Doubles(Tensor tensor)
    {
        using var doubles = tensor.to_type(ScalarType.Float64);
        return MemoryMarshal.Cast<byte, double>(doubles.bytes).ToArray();
    }

    private void RoundTrip<T>(T[] values)
        where T : unmanaged
    {
        Npy.Save(_folder["trip.npy"], values, 1, values.Length);

        Assert.Equal(values, Npy.LoadArray<T>(_folder["trip.npy"], out var shape));
        Assert.Equal([1L, values.Length], shape);
    }
}
