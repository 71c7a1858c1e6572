using ResearchKit.Graphs;
using ResearchKit.Graphs.Neural;
using ResearchKit.Permutations;

namespace ResearchKit.Tests.Graphs.Neural;

public sealed class GedTableTests
{
    private static readonly EditCosts General = EditCosts.Create(3, 1, 2, 1);

    private static readonly Graph[] Graphs = [GraphFamilies.Path(4), GraphFamilies.Cycle(5), GraphFamilies.Complete(4), GraphFamilies.Complete(5)];

    [Fact]
    public void Should_Hold_Both_Directions_When_Costs_Are_General()
    {
        var table = GedTable.Compute(Graphs, General);

        Assert.Equal(5, table[2, 3]);
        Assert.Equal(11, table[3, 2]);
        Assert.Equal(0, table[new GraphPair(1, 1)]);
        Assert.Equal(GedTable.Compute(Graphs, General, threads: 3)[0, 3], table[0, 3]);
    }

    [Fact]
    public void Should_Read_What_It_Wrote_When_Graphs_And_Costs_Are_The_Same()
    {
        using var folder = new TemporaryFolder();
        var table = GedTable.LoadOrCompute(folder["ged.txt"], Graphs, General);

        var again = GedTable.LoadOrCompute(folder["ged.txt"], Graphs, General);

        Assert.Equal(from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 4) select table[i, j], from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 4) select again[i, j]);
        Assert.Equal(table.Graphs, again.Graphs);
    }

    [Fact]
    public void Should_Refuse_The_File_When_Costs_Or_Graphs_Differ()
    {
        using var folder = new TemporaryFolder();
        GedTable.Compute(Graphs, General).Save(folder["ged.txt"]);

        var costs = Assert.Throws<InvalidDataException>(() => GedTable.Load(folder["ged.txt"], Graphs, EditCosts.Uniform));
        var order = Assert.Throws<InvalidDataException>(() => GedTable.LoadOrCompute(folder["ged.txt"], [Graphs[1], Graphs[0], Graphs[2], Graphs[3]], General));

        Assert.Contains("line 2", costs.Message, StringComparison.Ordinal);
        Assert.Contains("other costs", costs.Message, StringComparison.Ordinal);
        Assert.Contains("other graphs", order.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_The_File_When_A_Figure_Was_Changed_Or_Lines_Were_Lost()
    {
        using var folder = new TemporaryFolder();
        GedTable.Compute(Graphs, General).Save(folder["ged.txt"]);
        var lines = File.ReadAllLines(folder["ged.txt"]);

        string[][] damaged = [[.. lines[..4], "9" + lines[4], .. lines[5..]], lines[..5], [], ["something else"], [.. lines[..^1], "sha256 0"]];

        foreach (var content in damaged)
        {
            File.WriteAllLines(folder["ged.txt"], content);
            Assert.Contains("ged.txt", Assert.Throws<InvalidDataException>(() => GedTable.Load(folder["ged.txt"], Graphs, General)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Should_Refuse_The_File_When_Its_Checksum_Is_Right_But_A_Row_Is_Not()
    {
        using var folder = new TemporaryFolder();
        GedTable.Compute(Graphs, General).Save(folder["ged.txt"]);
        var lines = File.ReadAllLines(folder["ged.txt"]);
        foreach (var row in new[] { "0 1 2", "0 1 2 x", "0 1 2 -3", "0 1 2 NaN" })
        {
            var body = string.Concat(lines[..4].Append(row).Concat(lines[5..^1]).Select(line => line + "\n"));
            File.WriteAllText(folder["ged.txt"], body + $"sha256 {GraphFingerprint.Of(body)}\n");
            Assert.Contains("line 5", Assert.Throws<InvalidDataException>(() => GedTable.Load(folder["ged.txt"], Graphs, General)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Should_Have_Another_File_Name_When_Graphs_Or_Costs_Differ()
    {
        string[] names = [GedTable.FileNameOf(Graphs, General), GedTable.FileNameOf(Graphs, EditCosts.Uniform), GedTable.FileNameOf(Graphs[..3], General)];
        Assert.Equal(3, names.Distinct().Count());
        Assert.Equal(names[0], GedTable.FileNameOf([.. Graphs.Select(graph => graph.Renumber(Permutation.Identity(graph.NodeCount)))], General));
    }

    [Fact]
    public void Should_Refuse_When_A_Place_Is_Outside()
    {
        var table = GedTable.Compute(Graphs, General);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[0, 4]);
        Assert.Throws<ArgumentOutOfRangeException>(() => table[-1, 0]);
    }
}
