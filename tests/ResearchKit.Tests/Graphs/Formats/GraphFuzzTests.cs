using ResearchKit.Graphs;

namespace ResearchKit.Tests.Graphs.Formats;

/// <summary>Damaged files end in an exception that names the file, or in graphs; never in anything else.</summary>
public sealed class GraphFuzzTests : IDisposable
{
    /// <summary>Files of each format; 10,000 together.</summary>
    private const int Files = 1430;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("g.json")]
    [InlineData("p.json")]
    [InlineData("g.gxl")]
    [InlineData("g.graphml")]
    [InlineData("g.txt")]
    [InlineData("g.edges")]
    [InlineData("T_A.txt")]
    public void Should_Survive_Damaged_Files(string name)
    {
        var (graph, _, _) = RandomPairs.Make(7, 7);
        var small = new Graph([GraphLabel.Of("1"), GraphLabel.Of("2"), GraphLabel.Of("1")], [new LabelledEdge(0, 1, GraphLabel.Of("1")), new LabelledEdge(1, 2, GraphLabel.Of("2"))]);
        var isFolder = name == "T_A.txt";
        var path = isFolder ? _folder.Path : _folder[name];
        switch (name)
        {
            case "p.json":
                var unlabelled = small.KeepAttributes(null, new HashSet<string>());
                SimGnnFile.Save(path, new SimGnnPair(unlabelled, unlabelled, 1.5));
                break;
            case "g.txt":
                GraphSetFile.Save(path, [small, small]);
                break;
            case "g.edges":
                EdgeListFile.Save(path, small.KeepAttributes(new HashSet<string>(), null));
                break;
            case "T_A.txt":
                TuDataSetFolder.Save(path, "T", new GraphSet([small, small], ["1", "2"]));
                break;
            default:
                GraphFiles.Save(path, graph);
                break;
        }

        string[] targets = isFolder ? Directory.GetFiles(path) : [path];
        var contents = Array.ConvertAll(targets, File.ReadAllBytes);
        var (read, refused) = (0, 0);
        for (var trial = 0; trial < Files; trial++)
        {
            var random = new Seed(11).For(name, trial).ToRandom();
            var which = random.Next(targets.Length);
            File.WriteAllBytes(targets[which], Damage(contents[which], random));
            try
            {
                foreach (var graphRead in GraphFiles.Load(path).Graphs)
                {
                    Assert.InRange(graphRead.NodeCount, 0, 10_000);
                }

                read++;
            }
            catch (InvalidDataException error)
            {
                Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
                refused++;
            }

            File.WriteAllBytes(targets[which], contents[which]);
        }

        // Both happen: the damage is neither harmless nor always fatal.
        Assert.True(read > 0 && refused > Files / 20, $"{read} read, {refused} refused");
    }

    private static byte[] Damage(byte[] content, Random random)
    {
        var damaged = content.ToList();
        for (var times = random.Next(1, 5); times > 0 && damaged.Count > 0; times--)
        {
            var at = random.Next(damaged.Count);
            var length = Math.Min(random.Next(1, 20), damaged.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 1:
                    damaged[at] = (byte)"0123456789-<>[]{}\",:&;\n "[random.Next(24)];
                    break;
                case 2:
                    damaged.RemoveRange(at, length);
                    break;
                case 3:
                    damaged.InsertRange(at, damaged.GetRange(at, length));
                    break;
                case 4:
                    damaged.InsertRange(random.Next(damaged.Count), damaged.GetRange(at, length));
                    break;
                default:
                    damaged.RemoveRange(at, random.Next(8) == 0 ? damaged.Count - at : 1);
                    break;
            }
        }

        return [.. damaged];
    }
}
