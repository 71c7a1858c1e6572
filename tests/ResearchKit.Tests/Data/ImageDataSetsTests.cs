using System.IO.Compression;
using ResearchKit.Data;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Data;

public sealed class ImageDataSetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Open_The_Digits_With_Their_Fixed_Split()
    {
        using var digits = ImageDataSets.Digits();

        Assert.Equal([1437L, 1L, 8L, 8L], digits.Train.Images.shape);
        Assert.Equal([360L, 1L, 8L, 8L], digits.Test.Images.shape);
        Assert.Equal(10, digits.ClassNames.Count);
        Assert.Equal([0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L], digits.Train.Labels.data<long>().ToArray()[..10]);
        Assert.Equal([8L, 9L, 8L], digits.Test.Labels.data<long>().ToArray()[^3..]);
        Assert.Equal([0f, 0f, 5f / 16, 13f / 16, 9f / 16, 1f / 16, 0f, 0f], digits.Train.Images.data<float>().ToArray()[..8]);
    }

    [Fact]
    public void Should_Scale_Pixels_To_One()
    {
        using var digits = ImageDataSets.Digits();

        var pixels = digits.Train.Images.data<float>().ToArray();

        Assert.Equal(0f, pixels.Min());
        Assert.Equal(1f, pixels.Max());
    }

    [Fact]
    public void Should_Open_Fashion_Mnist_When_This_Machine_Has_It()
    {
        Assert.SkipWhen(DataFolders.Locate(DataSetCatalog.FashionMnist) is null, DataFolders.HowToGet(DataSetCatalog.FashionMnist));

        using var fashion = ImageDataSets.FashionMnist();

        Assert.Equal([60000L, 1L, 28L, 28L], fashion.Train.Images.shape);
        Assert.Equal([10000L, 1L, 28L, 28L], fashion.Test.Images.shape);
        Assert.Equal([9L, 0L, 0L, 3L], fashion.Train.Labels.data<long>().ToArray()[..4]);
        Assert.Equal("Ankle boot", fashion.ClassNames[9]);
        using var mean = fashion.Train.Images.mean();
        Assert.Equal(0.2860, mean.item<float>(), 4); // the mean that its users normalise with
    }

    [Fact]
    public void Should_Read_Idx_Files_From_A_Given_Folder_Compressed_Or_Not()
    {
        WriteIdx("train-images-idx3-ubyte.gz", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102]);
        WriteIdx("train-labels-idx1-ubyte.gz", [0, 0, 8, 1, 0, 0, 0, 2, 7, 3]);
        _folder.Write("t10k-images-idx3-ubyte", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 255, 0]);
        _folder.Write("t10k-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 9]);

        using var mnist = ImageDataSets.Open("MNIST", _folder.Path);

        Assert.Equal("mnist", mnist.Name);
        Assert.Equal([2L, 1L, 1L, 2L], mnist.Train.Images.shape);
        Assert.Equal([0f, 1f, 0.2f, 0.4f], mnist.Train.Images.data<float>().ToArray());
        Assert.Equal([7L, 3L], mnist.Train.Labels.data<long>().ToArray());
        Assert.Equal([1f, 0f], mnist.Test.Images.data<float>().ToArray());
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 10 }, "label 10")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 2, 1, 1 }, "2 labels")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1 }, "expected uint8 with 1 dimensions")]
    public void Should_Name_The_File_When_Labels_Do_Not_Fit(byte[] labels, string fault)
    {
        byte[] image = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 255];
        _folder.Write("train-images-idx3-ubyte", image);
        _folder.Write("t10k-images-idx3-ubyte", image);
        _folder.Write("train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 1]);
        _folder.Write("t10k-labels-idx1-ubyte", labels);

        var error = Assert.Throws<InvalidDataException>(() => ImageDataSets.FashionMnist(_folder.Path));

        Assert.Contains(_folder["t10k-labels-idx1-ubyte"], error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Read_The_Binary_Version_Of_Cifar10()
    {
        for (var batch = 1; batch <= 5; batch++)
        {
            _folder.Write($"data_batch_{batch}.bin", Cifar((byte)batch));
        }

        _folder.Write("test_batch.bin", [.. Cifar(8), .. Cifar(9)]);

        using var cifar = ImageDataSets.Cifar10(_folder.Path);

        Assert.Equal([5L, 3L, 32L, 32L], cifar.Train.Images.shape);
        Assert.Equal([1L, 2L, 3L, 4L, 5L], cifar.Train.Labels.data<long>().ToArray());
        Assert.Equal([8L, 9L], cifar.Test.Labels.data<long>().ToArray());
        using var red = cifar.Train.Images[2][0];
        using var blue = cifar.Train.Images[2][2];
        Assert.All(red.contiguous().data<float>().ToArray(), value => Assert.Equal(3 / 255f, value));
        Assert.All(blue.contiguous().data<float>().ToArray(), value => Assert.Equal(1f, value));
    }

    [Fact]
    public void Should_Refuse_Cifar10_Batches_Of_A_Wrong_Length_Or_Label()
    {
        foreach (var file in DataSetCatalog.Cifar10.RequiredFiles)
        {
            _folder.Write(file, Cifar(0));
        }

        _folder.Write("data_batch_3.bin", new byte[3072]);
        Assert.Contains("3072 bytes", Assert.Throws<InvalidDataException>(() => ImageDataSets.Cifar10(_folder.Path)).Message, StringComparison.Ordinal);

        _folder.Write("data_batch_3.bin", Cifar(0));
        _folder.Write("test_batch.bin", [.. Cifar(1), .. Cifar(10)]);
        Assert.Contains("record 1 has the label 10", Assert.Throws<InvalidDataException>(() => ImageDataSets.Cifar10(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_Where_It_Looked_And_How_To_Get_The_Data_When_Missing()
    {
        _folder.Write("train-images-idx3-ubyte.gz", []);

        var error = Assert.Throws<FileNotFoundException>(() => ImageDataSets.FashionMnist(_folder.Path));

        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
        Assert.Contains("without train-labels-idx1-ubyte.gz", error.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install dataset-fashion-mnist", error.Message, StringComparison.Ordinal);
        Assert.Contains("researchkit data fetch fashion-mnist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_List_The_Names_When_A_Data_Set_Is_Unknown()
    {
        var error = Assert.Throws<ArgumentException>(() => ImageDataSets.Open("imagenet"));

        Assert.Contains("digits, fashion-mnist, mnist, cifar10", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ImageDataSets.Open("digits", _folder.Path));
    }

    private static byte[] Cifar(byte label) =>
        [label, .. Enumerable.Repeat(label, 1024), .. new byte[1024], .. Enumerable.Repeat((byte)255, 1024)];

    private void WriteIdx(string name, byte[] content)
    {
        using var gzip = new GZipStream(File.Create(_folder[name]), CompressionLevel.Fastest);
        gzip.Write(content);
    }
}
