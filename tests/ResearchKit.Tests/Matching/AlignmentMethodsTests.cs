using ResearchKit.Data;
using ResearchKit.Matching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class AlignmentMethodsTests(TrainedModels models) : IClassFixture<TrainedModels>, IDisposable
{
    private readonly ImageDataSet _data = ImageDataSets.Digits();

    public static TheoryData<string> Names => new("weights", "activations", "activations, then weights", "straight-through", "sinkhorn");

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Find_The_Planted_Alignment(string name)
    {
        using var scope = NewDisposeScope();
        var planted = Alignment.Random(models.Spec, 5);
        var pair = Pair(planted.Apply(models.States[0]));

        var found = Method(name).Align(pair, TestContext.Current.CancellationToken);

        // Activations cannot tell units apart that are dead on all images, so what returns to its place there is behaviour, not every index.
        var images = _data.Train.Images;
        var aligned = pair.Activations(found.Apply(pair.Candidate), images);
        Assert.All(pair.Activations(pair.Reference, images), group => Assert.True(group.Value.allclose(aligned[group.Key], 1e-4, 1e-4)));
        Assert.True(name == "activations" || found.Equals(planted.Inverse()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Give_The_Same_Alignment_Again(string name)
    {
        using var scope = NewDisposeScope();
        var pair = Pair(models.States[1]);

        Assert.Equal(Method(name).Align(pair, TestContext.Current.CancellationToken), Method(name).Align(pair, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Should_Move_Nothing_When_The_Method_Is_None()
    {
        Assert.True(AlignmentMethods.None.Align(Pair(models.States[1]), TestContext.Current.CancellationToken).IsIdentity);
    }

    [Fact]
    public void Should_Say_So_When_A_Method_Gives_No_Alignment()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new AlignmentMethod("mine", _ => null!).Align(Pair(models.States[1]), TestContext.Current.CancellationToken));

        Assert.Contains("'mine'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_A_Method_Without_Name_Or_Search()
    {
        Assert.Throws<ArgumentException>(() => new AlignmentMethod(" ", pair => Alignment.Identity(pair.Spec)));
        Assert.Throws<ArgumentNullException>(() => new AlignmentMethod("mine", (Func<ModelPair, Alignment>)null!));
    }

    [Fact]
    public void Should_Give_All_Training_Images_Once_When_Asked_For_Batches()
    {
        using var scope = NewDisposeScope();
        var pair = Pair(models.States[1]);

        Assert.Equal(_data.Train.Count, pair.Batches(500).Sum(batch => batch.shape[0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => pair.Batches(0).ToList());
    }

    [Fact]
    public void Should_Give_The_Activations_Of_The_Given_Tensors_And_Put_The_Networks_Own_Back()
    {
        using var scope = NewDisposeScope();
        var pair = Pair(models.States[1]);
        var images = _data.Train.Images.narrow(0, 0, 20);
        var own = pair.Network.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone());

        var seen = pair.Activations(pair.Candidate, images);

        var expected = models[1].Activations(images);
        Assert.All(expected, group => Assert.True(group.Value.allclose(seen[group.Key])));
        Assert.All(pair.Network.state_dict(), p => Assert.True(p.Value.allclose(own[p.Key], 0, 0)));
    }

    [Fact]
    public void Should_Say_What_To_Implement_When_The_Network_Hides_Its_Activations()
    {
        using var scope = NewDisposeScope();
        var pair = Pair(models.States[1]) with { Network = nn.Sequential(nn.Flatten(), nn.Linear(64, 10)) };

        var error = Assert.Throws<InvalidOperationException>(() => pair.Activations(pair.Reference, _data.Train.Images));

        Assert.Contains(nameof(IActivationSource), error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();

    private static IAlignmentMethod Method(string name) => name switch
    {
        "weights" => AlignmentMethods.ByWeights(),
        "activations, then weights" => AlignmentMethods.ByActivationsThenWeights(),
        "activations" => AlignmentMethods.ByActivations(),
        "straight-through" => AlignmentMethods.ByStraightThrough(new StraightThroughOptions { Steps = 3 }),
        _ => AlignmentMethods.BySinkhorn(),
    };

    private ModelPair Pair(Dictionary<string, Tensor> candidate) => new()
    {
        Spec = models.Spec,
        Reference = models.States[0],
        Candidate = candidate,
        Network = new Mlp(models[0].Options, 0),
        Train = _data.Train,
        Seed = 11,
    };
}
