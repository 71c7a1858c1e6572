using ResearchKit.Assignment;
using ResearchKit.Connectivity;
using ResearchKit.Merging.Transport;
using ResearchKit.Models;
using ResearchKit.Permutations;
using ResearchKit.Tests.Matching;
using ResearchKit.Tests.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Transport;

public sealed class OptimalTransportFusionTests(TrainedModels models) : IClassFixture<TrainedModels>
{
    [Fact]
    public void Should_Be_Sequential_Weight_Matching_When_Widths_Are_Equal_And_Plans_Exact()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (models.States[0], models.States[1]);
        var result = OptimalTransportFusion.Fuse(models.Spec, a, b, new TransportOptions { Cost = GroundCost.SquaredEuclidean });

        // Written out: the first layer by its rows and biases, the second with its columns already in the new order.
        var first = Match(Joined(a, "fc0"), Joined(b, "fc0"));
        var reordered = new Dictionary<string, Tensor>(b) { ["fc1.weight"] = first.Apply(b["fc1.weight"], 1) };
        var second = Match(Joined(a, "fc1"), Joined(reordered, "fc1"));
        Assert.Equal(first, result.Plans["fc0"].ToPermutation());
        Assert.Equal(second, result.Plans["fc1"].ToPermutation());

        var alignment = new Alignment(models.Spec, [KeyValuePair.Create("fc0", first), KeyValuePair.Create("fc1", second)]);
        var aligned = alignment.Apply(b);
        Assert.All(result.Transported, pair => Assert.True(pair.Value.allclose(aligned[pair.Key], 1e-6, 1e-6), pair.Key));
        Assert.All(result.Fused, pair => Assert.True(pair.Value.allclose((a[pair.Key] + aligned[pair.Key]) / 2, 1e-5, 1e-6), pair.Key));
    }

    [Theory]
    [InlineData("vgg")]
    [InlineData("resnet")]
    public void Should_Recover_A_Planted_Permutation_When_The_Function_Is_The_Same(string kind)
    {
        using var scope = NewDisposeScope();
        var network = kind == "vgg" ? TestNetworks.Vgg("batch") : TestNetworks.ResNet();
        var spec = kind == "vgg" ? PermutationSpecs.Vgg(network.StateDict) : PermutationSpecs.ResNet(network.StateDict);
        var result = OptimalTransportFusion.Fuse(spec, network.StateDict, Alignment.Random(spec, 3).Apply(network.StateDict));
        Assert.All(result.Plans.Values, plan => Assert.True(plan.IsExact && plan.Converged));
        Assert.All(result.Fused, pair => Assert.True(pair.Value.to(ScalarType.Float64).allclose(network.StateDict[pair.Key].to(ScalarType.Float64), 1e-9, 1e-9), pair.Key));
    }

    [Theory]
    [InlineData(TransportMethod.Exact)]
    [InlineData(TransportMethod.Sinkhorn)]
    public void Should_Give_The_Narrow_Model_Back_When_The_Candidate_Is_It_With_Every_Unit_Split(TransportMethod method)
    {
        using var scope = NewDisposeScope();
        var options = new MlpOptions { InputSize = 20, HiddenSizes = [8, 6], Classes = 3, DataType = ScalarType.Float64 };
        using var narrow = new Mlp(options, 1);
        var a = narrow.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.detach().clone());
        var spec = PermutationSpecs.Mlp(a);
        var wide = new Dictionary<string, Tensor>
        {
            ["fc0.weight"] = a["fc0.weight"].repeat_interleave(2, 0),
            ["fc0.bias"] = a["fc0.bias"].repeat_interleave(2, 0),
            ["fc1.weight"] = a["fc1.weight"].repeat_interleave(2, 1).repeat_interleave(2, 0) / 2,
            ["fc1.bias"] = a["fc1.bias"].repeat_interleave(2, 0),
            ["fc2.weight"] = a["fc2.weight"].repeat_interleave(2, 1) / 2,
            ["fc2.bias"] = a["fc2.bias"],
        };
        var result = OptimalTransportFusion.Fuse(spec, a, wide, new TransportOptions { Method = method, Regularization = 0.002, MaxIterations = 20000 });
        Assert.Equal(method == TransportMethod.Exact, result.Plans["fc0"].IsExact);
        Assert.Equal(16, result.Plans["fc0"].CandidateUnits);
        Assert.Null(result.Plans["fc0"].ToPermutation());
        Assert.All(result.Transported, pair => Assert.True((pair.Value - a[pair.Key]).abs().max().ToDouble() < (method == TransportMethod.Exact ? 1e-12 : 1e-3), pair.Key));
    }

    [Fact]
    public void Should_Merge_Better_Than_The_Plain_Mean_When_Plans_Come_From_Activations()
    {
        using var scope = NewDisposeScope();
        var images = models.Images(400).First();
        var (first, second) = (models[0].Activations(images), models[1].Activations(images));
        var result = OptimalTransportFusion.Fuse(models.Spec, models.States[0], models.States[1], first, second);
        var naive = models.Loss.Evaluate(Interpolation.Lerp(models.States[0], models.States[1], 0.5)).Accuracy;
        var fused = models.Loss.Evaluate(result.Fused).Accuracy;
        Assert.True(fused > naive + 0.05, $"fused {fused:P1}, averaged {naive:P1}");
        Assert.Throws<ArgumentException>(() => OptimalTransportFusion.Fuse(models.Spec, models.States[0], models.States[1], first, new Dictionary<string, Tensor>()));
    }

    [Fact]
    public void Should_Keep_Uniform_Marginals_When_Plans_Are_Soft()
    {
        using var scope = NewDisposeScope();
        var result = OptimalTransportFusion.Fuse(models.Spec, models.States[0], models.States[1], new TransportOptions { Method = TransportMethod.Sinkhorn, Regularization = 0.3, MaxIterations = 20000 });
        foreach (var plan in result.Plans.Values)
        {
            Assert.True(plan.Converged);
            var matrix = tensor(plan.Plan.ToArray(), [plan.CandidateUnits, plan.ReferenceUnits], ScalarType.Float64);
            Assert.True((matrix.sum(0L) - (1.0 / plan.ReferenceUnits)).abs().max().ToDouble() < 1e-5);
            Assert.True((matrix.sum(1L) - (1.0 / plan.CandidateUnits)).abs().max().ToDouble() < 1e-5);
            Assert.Null(plan.ToPermutation());
        }
    }

    [Fact]
    public void Should_Free_What_It_Does_Not_Return_And_Take_Lambda_From_The_Options()
    {
        using var scope = NewDisposeScope();
        var result = OptimalTransportFusion.Fuse(models.Spec, models.States[0], models.States[1], new TransportOptions { Lambda = 0 });
        Assert.Equal(result.Fused.Count + result.Transported.Count, scope.DisposablesCount);
        Assert.All(result.Fused, pair => Assert.True(pair.Value.allclose(models.States[0][pair.Key]), pair.Key));
    }

    [Fact]
    public void Should_Name_The_Tensor_When_Models_Do_Not_Fit()
    {
        using var scope = NewDisposeScope();
        var other = new Dictionary<string, Tensor>(models.States[1]) { ["fc1.bias"] = zeros(5) };
        Assert.Contains("fc1.bias", Assert.Throws<ArgumentException>(() => OptimalTransportFusion.Fuse(models.Spec, models.States[0], other)).Message, StringComparison.Ordinal);
        var classes = new Dictionary<string, Tensor>(models.States[1]) { ["fc2.bias"] = zeros(7) };
        Assert.Contains("fc2.bias", Assert.Throws<ArgumentException>(() => OptimalTransportFusion.Fuse(models.Spec, models.States[0], classes)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TransportOptions { Regularization = 0 });
    }

    private static Tensor Joined(Dictionary<string, Tensor> state, string layer) => cat([state[$"{layer}.weight"], state[$"{layer}.bias"].unsqueeze(1)], 1);

    private static Permutation Match(Tensor reference, Tensor candidate)
    {
        var products = reference.to(ScalarType.Float64).matmul(candidate.to(ScalarType.Float64).t()).contiguous().data<double>().ToArray();
        var n = (int)reference.shape[0];
        return new Permutation(LinearAssignment.Solve(products, n, n, new AssignmentOptions { Sense = Sense.Maximize }).ColumnOfRow);
    }
}
