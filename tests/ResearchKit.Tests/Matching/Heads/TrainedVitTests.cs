using System.Diagnostics;
using System.Globalization;
using ResearchKit.Data;
using ResearchKit.Matching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

/// <summary>Two small vision transformers trained on the bundled digits from different seeds, merged from one end to the other.</summary>
public sealed class TrainedVitTests(ITestOutputHelper output)
{
    private static readonly VitOptions Options = new() { ImageSize = 8, PatchSize = 4, Width = 64, Depth = 1, Heads = 4, FeedForwardSize = 128 };

    [Fact]
    public void Should_Lower_The_Barrier_When_Two_Vits_Are_Aligned_And_Merged()
    {
        using var scope = NewDisposeScope();
        using var data = ImageDataSets.Digits();
        var states = new List<Dictionary<string, Tensor>>();
        for (var seed = 1; seed <= 2; seed++)
        {
            using var model = new Vit(Options, seed);
            Trainer.Train(model, data.Train, null, new TrainingOptions { Epochs = 8, BatchSize = 64, LearningRate = 3e-3 }, seed);
            states.Add(model.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone()));
        }

        var (a, b) = (states[0], states[1]);
        using var network = new Vit(Options, 0);
        var loss = new ModelLoss(network, data.Train, 512);
        var spec = PermutationSpecs.Vit(a, Options.Heads);
        var naive = Barrier(loss, a, b);
        var barriers = new Dictionary<string, double> { ["naive"] = naive };
        foreach (var (name, keep) in new (string, Func<string, bool>)[]
        {
            ("feed-forward", group => group.Contains(".mlp.", StringComparison.Ordinal)),
            ("feed-forward and attention", group => group.StartsWith("blocks.", StringComparison.Ordinal)),
            ("all", _ => true),
        })
        {
            var clock = Stopwatch.StartNew();
            var matching = WeightMatching.Match(spec.Restrict(keep), a, b, new WeightMatchingOptions { Seed = 1, Starts = 3 });
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {matching.Sweeps} sweeps, {clock.Elapsed.TotalMilliseconds:F0} ms, of which assignment of plain groups {1000 * matching.Timings.Assignment:F0} ms, distance {matching.DistanceBefore:F2} to {matching.DistanceAfter:F2}"));
            barriers[name] = Barrier(loss, a, matching.Alignment.Apply(b));
        }

        var activations = ActivationMatching.Match(
            spec,
            images => Activations(network, a, images),
            images => Activations(network, b, images),
            [data.Train.Images],
            new ActivationMatchingOptions { Similarity = ActivationSimilarity.Pearson });
        barriers["activations"] = Barrier(loss, a, activations.Alignment.Apply(b));
        var both = WeightMatching.Match(spec, a, b, new WeightMatchingOptions { Seed = 1, WarmStart = activations.Alignment });
        barriers["activations, then weights"] = Barrier(loss, a, both.Alignment.Apply(b));

        var path = ResidualPath.Vit(a);
        var (foldedA, foldedB) = (path.Fold(spec, a), path.Fold(spec, b));
        using var folded = new Vit(Options with { Normalization = TransformerNormalization.Rms }, 0);
        var foldedLoss = new ModelLoss(folded, data.Train, 512);
        var orthogonal = OrthogonalMatching.Match(PermutationSpecs.Vit(foldedA, Options.Heads), path, foldedA, foldedB, new OrthogonalMatchingOptions { Weights = new WeightMatchingOptions { Seed = 1, Starts = 3 } });
        barriers["folded, permutations"] = Barrier(foldedLoss, foldedA, orthogonal.Permutations.Alignment.Apply(foldedB));
        barriers["folded, orthogonal"] = Barrier(foldedLoss, foldedA, orthogonal.Alignment.Apply(foldedB));
        foreach (var (name, barrier) in barriers)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: barrier {barrier:F3}"));
        }

        Assert.True(loss.Evaluate(a).Accuracy > 0.9, $"{loss.Evaluate(a)}");
        Assert.Equal(loss.Evaluate(b).Loss, foldedLoss.Evaluate(foldedB).Loss, 1e-4);
        var measured = string.Join(", ", barriers);
        Assert.True(barriers["all"] < naive, measured);
        Assert.True(barriers["activations"] < naive, measured);
        Assert.True(barriers["activations, then weights"] < naive / 2, measured);
        Assert.True(barriers["folded, orthogonal"] < naive, measured);
        Assert.True(orthogonal.DistanceAfter < orthogonal.Permutations.DistanceAfter, $"{orthogonal.DistanceAfter} {orthogonal.Permutations.DistanceAfter}");
    }

    private static Dictionary<string, Tensor> Activations(Vit network, Dictionary<string, Tensor> state, Tensor images)
    {
        network.load_state_dict(state);
        return network.Activations(images);
    }

    /// <summary>The loss at the midpoint less the mean loss of both ends, on the training images.</summary>
    private static double Barrier(ModelLoss loss, Dictionary<string, Tensor> a, Dictionary<string, Tensor> b)
    {
        var middle = a.ToDictionary(pair => pair.Key, pair => (pair.Value + b[pair.Key]) / 2);
        return loss.Evaluate(middle).Loss - ((loss.Evaluate(a).Loss + loss.Evaluate(b).Loss) / 2);
    }
}
