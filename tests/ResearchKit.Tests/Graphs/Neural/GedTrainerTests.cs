using ResearchKit.Graphs;
using ResearchKit.Graphs.Neural;
using ResearchKit.Training;

namespace ResearchKit.Tests.Graphs.Neural;

public sealed class GedTrainerTests
{
    private static readonly NamedGraphs Collection = GraphCollections.MoleculeLike(24, 2, largest: 7);
    private static readonly GedTable Distances = GedTable.Compute(Collection.Graphs, EditCosts.Uniform);
    private static readonly GraphSplit Split = GraphSplit.Random(24, 0);
    private static readonly GedTrainingOptions Short = new() { Epochs = 12, BatchSize = 32, LearningRate = 1e-2 };

    public static TheoryData<string> Networks => ["GraphEdX", "embedding", "cost-guided", "SimGNN", "GREED"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Should_Learn_When_Trained(string kind)
    {
        using var network = Make(kind);
        var result = GedTrainer.Train(network, Collection.Graphs, Distances, Split, Short, 1);

        Assert.Equal(12, result.Epochs.Count);
        Assert.True(result.Epochs[^1].TrainError < 0.7 * result.Epochs[0].TrainError, $"{result.Epochs[0]} to {result.Epochs[^1]}");
        Assert.Equal(result.Epochs.MinBy(epoch => epoch.ValidationError).Epoch, result.BestEpoch);
        Assert.Equal(GraphPair.AllOf(Split.Test).Length, result.TestPredictions.Count);
    }

    [Fact]
    public void Should_Give_The_Same_Numbers_When_Trained_Twice_From_One_Seed()
    {
        using var first = Make("GraphEdX");
        using var second = Make("GraphEdX");
        var options = Short with { Epochs = 3 };

        Assert.Equal(
            GedTrainer.Train(first, Collection.Graphs, Distances, Split, options, 5).TestPredictions,
            GedTrainer.Train(second, Collection.Graphs, Distances, Split, options, 5).TestPredictions);
    }

    [Fact]
    public void Should_End_With_The_Best_Parameters_When_Later_Ones_Are_Worse()
    {
        using var network = Make("SimGNN");
        var result = GedTrainer.Train(network, Collection.Graphs, Distances, Split, Short with { Epochs = 30, LearningRate = 0.05 }, 1);

        using var part = new GedPart(network, Collection.Graphs, Distances, Split.Validation);
        Assert.Equal(result.BestValidationError(), part.Evaluate(network).MeanSquaredError, 1e-9);
    }

    [Fact]
    public void Should_Stop_When_Patience_Runs_Out()
    {
        using var network = Make("SimGNN");
        var result = GedTrainer.Train(network, Collection.Graphs, Distances, Split, Short with { Epochs = 400, LearningRate = 0.1, Patience = 3 }, 1);

        Assert.True(result.StoppedEarly);
        Assert.Equal(result.BestEpoch + 3, result.Epochs.Count);
    }

    [Fact]
    public void Should_Score_The_Network_As_It_Is_When_There_Are_No_Epochs()
    {
        using var network = Make("embedding");
        var result = GedTrainer.Train(network, Collection.Graphs, Distances, Split, Short with { Epochs = 0 });
        Assert.Equal((0, 0, false), (result.Epochs.Count, result.BestEpoch, result.StoppedEarly));
        Assert.Throws<ArgumentException>(() => result.BestValidationError());
    }

    [Fact]
    public void Should_Stop_With_An_Exception_When_The_Loss_Is_Not_Finite()
    {
        using var network = Make("embedding");
        Assert.Throws<TrainingDivergedException>(() => GedTrainer.Train(network, Collection.Graphs, Distances, Split, Short with { LearningRate = 1e30 }));
    }

    [Fact]
    public void Should_Refuse_When_Data_Or_Options_Do_Not_Fit()
    {
        using var network = Make("embedding");
        Assert.Throws<ArgumentException>(() => GedTrainer.Train(network, Collection.Graphs.Take(5).ToList(), Distances, Split));
        Assert.Contains("BatchSize", Assert.Throws<ArgumentException>(() => GedTrainer.Train(network, Collection.Graphs, Distances, Split, new GedTrainingOptions { BatchSize = 0 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Stop_When_Cancelled()
    {
        using var network = Make("embedding");
        Assert.Throws<OperationCanceledException>(() => GedTrainer.Train(network, Collection.Graphs, Distances, Split, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Should_Bracket_The_Distance_When_A_Solver_Predicts()
    {
        var bounds = GedPredictors.Solve(new BranchSolver(), Collection.Graphs, Distances, Split.Test);

        Assert.All(bounds.Exact.Zip(bounds.Lower, bounds.Upper), row => Assert.True(row.Second <= row.First + 1e-9 && row.First <= row.Third + 1e-9));
        Assert.Equal(1, GedPredictors.Solve(new DepthFirstSolver(), Collection.Graphs, Distances, Split.Test).OptimalShare);
        Assert.Equal(0, GedPredictors.Solve(new DepthFirstSolver(), Collection.Graphs, Distances, Split.Test).UpperScores.MeanSquaredError, 1e-12);
        Assert.True(double.IsNaN(GedPredictors.Mean(Distances, Split).KendallTau));
    }

    [Fact]
    public void Should_Give_A_Valid_Path_When_The_Alignment_Is_Rounded()
    {
        using var network = Make("GraphEdX");
        foreach (var pair in GraphPair.AllOf(Split.Test))
        {
            var alignment = LearnedAlignment.Of((GraphEdX)network, Collection.Graphs[pair.Source], Collection.Graphs[pair.Target]);
            Assert.True(alignment.Path.Cost >= Distances[pair] - 1e-9);
            Assert.Equal(Collection.Graphs[pair.Target], alignment.Path.Apply());
            Assert.InRange(alignment.Entropy, 0, Math.Log(7) + 1e-6);
        }
    }

    [Fact]
    public void Should_Score_Perfectly_When_Predictions_Are_The_Distances()
    {
        var scores = GedScores.Of([1, 2, 5], [1, 2, 5]);
        Assert.Equal(new GedScores(0, 0, 1, 3), scores);
        Assert.Equal(Math.Sqrt(2.0 / 3), GedScores.Of([1, 2, 5], [2, 2, 4]).RootMeanSquaredError, 12);
        Assert.Throws<ArgumentException>(() => GedScores.Of([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => GedScores.Of([double.NaN], [1]));
        Assert.Throws<ArgumentException>(() => GedScores.Of([], []));
    }

    private static GedNetwork Make(string kind) => kind switch
    {
        "GraphEdX" => new GraphEdX(new GraphEdXOptions { Nodes = 7 }, 3),
        "embedding" => new GraphEmbeddingNetwork(7, EmbeddingDistance.Euclidean, null, 3),
        "cost-guided" => new GraphEmbeddingNetwork(7, EmbeddingDistance.CostGuided, EditCosts.Uniform, 3),
        "GREED" => new GreedNetwork(7, EmbeddingDistance.Euclidean, null, 3),
        _ => new SimGnnNetwork(7, 3),
    };
}
