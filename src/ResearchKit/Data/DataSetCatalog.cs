namespace ResearchKit.Data;

/// <summary>The data sets that the kit knows by name.</summary>
public static class DataSetCatalog
{
    private static readonly string[] IdxFiles =
    [
        "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz",
    ];

    /// <summary>Optical digits: 1,797 grey images of 8 x 8; part of the kit.</summary>
    public static DataSetDescription Digits { get; } = new("digits", "1,797 handwritten digits, 8x8 grey (Alpaydin and Kaynak, 1998); ships with the kit");

    /// <summary>Fashion-MNIST: 60,000 + 10,000 grey images of 28 x 28.</summary>
    public static DataSetDescription FashionMnist { get; } = new("fashion-mnist", "70,000 pictures of clothing, 28x28 grey (Xiao, Rasul and Vollgraf, 2017)")
    {
        Origin = new Uri("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
        Downloads =
        [
            new(IdxFiles[0], 26_421_880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
            new(IdxFiles[1], 29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
            new(IdxFiles[2], 4_422_102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
            new(IdxFiles[3], 5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        ],
        RequiredFiles = IdxFiles,
        SystemFolders = ["/usr/share/datasets/fashion-mnist"],
        SystemPackage = "dataset-fashion-mnist",
    };

    /// <summary>MNIST: 60,000 + 10,000 grey images of 28 x 28.</summary>
    public static DataSetDescription Mnist { get; } = new("mnist", "70,000 handwritten digits, 28x28 grey (LeCun, Cortes and Burges, 1998)")
    {
        Origin = new Uri("https://storage.googleapis.com/cvdf-datasets/mnist/"),
        Downloads =
        [
            new(IdxFiles[0], 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new(IdxFiles[1], 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new(IdxFiles[2], 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new(IdxFiles[3], 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ],
        RequiredFiles = IdxFiles,
    };

    /// <summary>CIFAR-10, binary version: 50,000 + 10,000 colour images of 32 x 32.</summary>
    public static DataSetDescription Cifar10 { get; } = new("cifar10", "60,000 photographs, 32x32 colour (Krizhevsky, 2009)")
    {
        Origin = new Uri("https://www.cs.toronto.edu/~kriz/"),
        Downloads = [new("cifar-10-binary.tar.gz", 170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")],
        RequiredFiles = ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"],
    };

    /// <summary>AIDS700nef: 700 molecules of at most 10 atoms as labelled graphs, a <c>t # name</c> set; in the copy that MATA* publishes.</summary>
    public static DataSetDescription Aids700nef { get; } = new("aids700nef", "700 molecules as graphs, n <= 10, nodes labelled by element (IAM AIDS, selected by SimGNN)")
    {
        Origin = new Uri("https://raw.githubusercontent.com/jfkey/mata/2f2f5dd77a1f87ec050340b3e59f15fec1a8da13/datasets/AIDS700nef/processed/"),
        Downloads = [new("AIDS700nef_txt.txt", 92_348, "805c670b80ecd6a2f592626dfeee7d7a712e715ab19819f50a53a53a5b72b4a9")],
        RequiredFiles = ["AIDS700nef_txt.txt"],
    };

    /// <summary>The data sets that are sets of graphs; the others hold images.</summary>
    public static IReadOnlyList<DataSetDescription> GraphSets { get; } = [Aids700nef];

    /// <summary>All data sets, the bundled one first.</summary>
    public static IReadOnlyList<DataSetDescription> All { get; } = [Digits, FashionMnist, Mnist, Cifar10, .. GraphSets];

    /// <summary>The data set of a name.</summary>
    /// <param name="name">A name as in <see cref="All"/>, in any case.</param>
    /// <returns>Its description.</returns>
    /// <exception cref="ArgumentException">There is no data set of that name; the message lists those there are.</exception>
    public static DataSetDescription Find(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return All.FirstOrDefault(description => description.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"there is no data set '{name}'; expected one of {string.Join(", ", All.Select(description => description.Name))}", nameof(name));
    }
}
