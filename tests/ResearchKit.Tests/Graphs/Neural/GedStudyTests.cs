using ResearchKit.Graphs;
using ResearchKit.Graphs.Neural;

namespace ResearchKit.Tests.Graphs.Neural;

public sealed class GedStudyTests
{
    private static readonly NamedGraphs Collection = GraphCollections.MoleculeLike(20, 2, largest: 6);
    private static readonly GedTable Distances = GedTable.Compute(Collection.Graphs, EditCosts.Uniform);
    private static readonly GedTrainingOptions Short = new() { Epochs = 2 };

    private static readonly GedStudyEntry[] Entries =
    [
        new("GraphEdX", Distances, seed => new GraphEdX(new GraphEdXOptions { Nodes = 6 }, seed)),
        new("SimGNN", Distances, seed => new SimGnnNetwork(6, seed)),
    ];

    [Fact]
    public void Should_Give_The_Same_Outcomes_When_Trainings_Run_At_The_Same_Time()
    {
        var alone = GedStudy.Run(Collection.Graphs, Entries, [1, 2], Short);
        var together = GedStudy.Run(Collection.Graphs, Entries, [1, 2], Short, threads: 4);

        Assert.Equal(["GraphEdX", "GraphEdX", "SimGNN", "SimGNN"], together.Select(outcome => outcome.Entry.Name));
        Assert.Equal(alone.SelectMany(outcome => outcome.Result.TestPredictions), together.SelectMany(outcome => outcome.Result.TestPredictions));
        Assert.Equal(together[0].Split.Test, together[2].Split.Test);
        Assert.NotEqual(together[0].Split.Test, together[1].Split.Test);
    }

    [Fact]
    public void Should_Refuse_When_Two_Entries_Have_One_Name() =>
        Assert.Contains("SimGNN", Assert.Throws<ArgumentException>(() => GedStudy.Run(Collection.Graphs, [Entries[1], Entries[1]], [1])).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Throw_What_The_Training_Threw_When_One_Fails() => Assert.Throws<ArgumentException>(() =>
        GedStudy.Run(Collection.Graphs, [new("too small", Distances, seed => new SimGnnNetwork(3, seed))], [1], Short));

    [Fact]
    public void Should_Stop_When_Cancelled() => Assert.Throws<OperationCanceledException>(() =>
        GedStudy.Run(Collection.Graphs, Entries, [1], Short, cancellationToken: new CancellationToken(canceled: true)));
}
