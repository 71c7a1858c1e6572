using static TorchSharp.torch;

namespace ResearchKit.Data;

/// <summary>Opens the data sets that the kit knows.</summary>
/// <remarks>Each call reads the files again and returns tensors on the CPU that the caller owns.</remarks>
public static class ImageDataSets
{
    private static readonly string[] DigitNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    private static readonly string[] FashionNames =
    [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ];

    private static readonly string[] Cifar10Names =
    [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
    ];

    /// <summary>The 1,797 optical digits that ship with the kit: images (1, 8, 8), the first 1,437 for training, the last 360 for testing.</summary>
    /// <remarks>
    /// The split follows the file's order, so it is the same everywhere and each part has 33 to 37, or 141 to 146, images of each digit.
    /// Reference: Alpaydin and Kaynak, 1998, "Cascading classifiers", Kybernetika 34(4).
    /// </remarks>
    /// <returns>A data set that the caller owns.</returns>
    public static ImageDataSet Digits()
    {
        using var all = DigitsReader.Read();
        const int trainCount = 1437;
        var train = Enumerable.Range(0, trainCount).Select(i => (long)i).ToArray();
        var test = Enumerable.Range(trainCount, (int)all.Count - trainCount).Select(i => (long)i).ToArray();
        return new ImageDataSet(DataSetCatalog.Digits.Name, all.Select(train), all.Select(test), DigitNames);
    }

    /// <summary>Fashion-MNIST: images (1, 28, 28), 60,000 for training and 10,000 for testing.</summary>
    /// <remarks>Reference: Xiao, Rasul and Vollgraf, 2017, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms".</remarks>
    /// <param name="folder">Where the four IDX files lie, or null for the cache folder and Debian's package.</param>
    /// <returns>A data set that the caller owns.</returns>
    /// <exception cref="FileNotFoundException">The files are nowhere; the message says where they were sought and how to get them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ImageDataSet FashionMnist(string? folder = null) => Idx(DataSetCatalog.FashionMnist, folder, FashionNames);

    /// <summary>MNIST: images (1, 28, 28), 60,000 for training and 10,000 for testing.</summary>
    /// <remarks>Reference: LeCun, Bottou, Bengio and Haffner, 1998, "Gradient-based learning applied to document recognition".</remarks>
    /// <param name="folder">Where the four IDX files lie, or null for the cache folder.</param>
    /// <returns>A data set that the caller owns.</returns>
    /// <exception cref="FileNotFoundException">The files are nowhere; the message says where they were sought and how to get them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ImageDataSet Mnist(string? folder = null) => Idx(DataSetCatalog.Mnist, folder, DigitNames);

    /// <summary>CIFAR-10: images (3, 32, 32), 50,000 for training and 10,000 for testing.</summary>
    /// <remarks>Reference: Krizhevsky, 2009, "Learning multiple layers of features from tiny images".</remarks>
    /// <param name="folder">Where the six batch files of the binary version lie, or null for the cache folder.</param>
    /// <returns>A data set that the caller owns.</returns>
    /// <exception cref="FileNotFoundException">The files are nowhere; the message says where they were sought and how to get them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ImageDataSet Cifar10(string? folder = null)
    {
        var description = DataSetCatalog.Cifar10;
        var found = DataFolders.Require(description, folder);
        var paths = description.RequiredFiles.Select(file => Path.Combine(found, file)).ToArray();
        var train = Cifar10Reader.Read(paths[..^1]);
        try
        {
            return new ImageDataSet(description.Name, train, Cifar10Reader.Read(paths[^1..]), Cifar10Names);
        }
        catch
        {
            train.Dispose();
            throw;
        }
    }

    /// <summary>Opens a data set by its name: <c>digits</c>, <c>fashion-mnist</c>, <c>mnist</c> or <c>cifar10</c>.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="folder">Where its files lie, or null for the usual places; not for a bundled set.</param>
    /// <returns>A data set that the caller owns.</returns>
    /// <exception cref="ArgumentException">There is no data set of that name, or a folder is given for a bundled one.</exception>
    /// <exception cref="FileNotFoundException">The files are nowhere; the message says where they were sought and how to get them.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ImageDataSet Open(string name, string? folder = null)
    {
        var description = DataSetCatalog.Find(name);
        if (description.IsBundled && folder is not null)
        {
            throw new ArgumentException($"{description.Name} ships with the kit; expected no folder, found '{folder}'", nameof(folder));
        }

        return description.Name switch
        {
            "digits" => Digits(),
            "fashion-mnist" => FashionMnist(folder),
            "mnist" => Mnist(folder),
            "cifar10" => Cifar10(folder),
            _ => throw new ArgumentException($"{description.Name} holds no images; expected digits, fashion-mnist, mnist or cifar10", nameof(name)),
        };
    }

    private static ImageDataSet Idx(DataSetDescription description, string? folder, string[] classNames)
    {
        var found = DataFolders.Require(description, folder);
        var paths = description.RequiredFiles.Select(file => DataFolders.FindFile(Path.Combine(found, file))!).ToArray();
        var train = Idx(paths[0], paths[1], classNames.Length);
        LabelledImages? test = null;
        try
        {
            test = Idx(paths[2], paths[3], classNames.Length);
            return new ImageDataSet(description.Name, train, test, classNames);
        }
        catch
        {
            train.Dispose();
            test?.Dispose();
            throw;
        }
    }

    private static LabelledImages Idx(string imagePath, string labelPath, int classes)
    {
        using var pixels = IdxReader.Read(imagePath);
        using var numbers = IdxReader.Read(labelPath);
        Expect(pixels, 3, imagePath);
        Expect(numbers, 1, labelPath);
        if (pixels.shape[0] != numbers.shape[0])
        {
            throw new InvalidDataException($"{labelPath}: has {numbers.shape[0]} labels; {imagePath} has {pixels.shape[0]} images");
        }

        foreach (var label in numbers.bytes)
        {
            if (label >= classes)
            {
                throw new InvalidDataException($"{labelPath}: has the label {label}; expected 0 to {classes - 1}");
            }
        }

        using var floats = pixels.to_type(ScalarType.Float32);
        using var scaled = floats.div(255f);
        return new LabelledImages(scaled.unsqueeze(1), numbers.to_type(ScalarType.Int64));
    }

    private static void Expect(Tensor tensor, int rank, string path)
    {
        if (tensor.dtype != ScalarType.Byte || tensor.shape.Length != rank)
        {
            throw new InvalidDataException($"{path}: holds {tensor.dtype} ({string.Join(", ", tensor.shape)}); expected uint8 with {rank} dimensions");
        }
    }
}
