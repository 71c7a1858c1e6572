using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Permutations;

public sealed class AlignmentTests
{
    [Fact]
    public void Should_Give_Back_The_Same_Bits_When_Undone()
    {
        var net = TestNetworks.Vgg("batch", dtype: ScalarType.Float32);
        var spec = PermutationSpecs.Vgg(net.StateDict);
        var alignment = Alignment.Random(spec, 3);
        var back = alignment.Inverse().Apply(alignment.Apply(net.StateDict));
        Assert.Equal(net.StateDict.Keys, back.Keys);
        Assert.All(net.StateDict, pair => Assert.True(pair.Value.Equals(back[pair.Key]), pair.Key));
        Assert.True(alignment.Compose(alignment.Inverse()).IsIdentity);
    }

    [Fact]
    public void Should_Equal_Two_Steps_When_Composed()
    {
        var net = TestNetworks.ResNet();
        var spec = PermutationSpecs.ResNet(net.StateDict);
        var (p, q) = (Alignment.Random(spec, 1), Alignment.Random(spec, 2));
        var once = p.Compose(q).Apply(net.StateDict);
        var twice = q.Apply(p.Apply(net.StateDict));
        Assert.All(once, pair => Assert.True(pair.Value.Equals(twice[pair.Key]), pair.Key));
    }

    [Fact]
    public void Should_Move_Running_Statistics_And_Copy_The_Counter_When_Applied()
    {
        var net = TestNetworks.ResNet();
        var spec = PermutationSpecs.ResNet(net.StateDict);
        var alignment = Alignment.Random(spec, 1);
        var aligned = alignment.Apply(net.StateDict);
        var p = alignment["conv1"];
        Assert.True(p.Apply(net.StateDict["bn1.running_var"], 0).Equals(aligned["bn1.running_var"]));
        Assert.Equal(3L, aligned["bn1.num_batches_tracked"].ToInt64());
        Assert.Equal(ScalarType.Int64, aligned["bn1.num_batches_tracked"].dtype);
    }

    [Fact]
    public void Should_Return_Independent_Tensors_When_Applied()
    {
        var net = TestNetworks.Mlp([3, 4, 2]);
        var copy = Alignment.Identity(PermutationSpecs.Mlp(net.StateDict)).Apply(net.StateDict);
        var before = net.StateDict["fc1.bias"].clone();
        copy["fc1.bias"].add_(1);
        Assert.True(before.Equals(net.StateDict["fc1.bias"]));
        Assert.All(copy.Values, tensor => Assert.False(tensor.requires_grad));
    }

    [Fact]
    public void Should_Compare_By_Content()
    {
        var spec = PermutationSpecs.Mlp(TestNetworks.Mlp([3, 40, 30, 2]).StateDict);
        Assert.Equal(Alignment.Random(spec, 1), Alignment.Random(spec, 1));
        Assert.Equal(Alignment.Random(spec, 1).GetHashCode(), Alignment.Random(spec, 1).GetHashCode());
        Assert.NotEqual(Alignment.Random(spec, 1), Alignment.Random(spec, 2));
        Assert.Equal(0, Alignment.Random(spec, 1).HammingDistance(Alignment.Random(spec, 1)));
        Assert.Equal(2, Alignment.Identity(spec).HammingDistance(Alignment.Identity(spec).With("fc1", new Permutation([1, 0, .. Enumerable.Range(2, 28)]))));
        Assert.False(Alignment.Identity(spec).Equals(null));
    }

    [Fact]
    public void Should_Refuse_When_Groups_Do_Not_Fit()
    {
        var spec = PermutationSpecs.Mlp(TestNetworks.Mlp([3, 4, 2]).StateDict);
        var other = PermutationSpecs.Mlp(TestNetworks.Mlp([3, 5, 2]).StateDict);
        Assert.Throws<ArgumentException>(() => Alignment.Identity(spec).With("none", Permutation.Identity(4)));
        Assert.Throws<ArgumentException>(() => Alignment.Identity(spec).With("fc0", Permutation.Identity(5)));
        Assert.Throws<ArgumentException>(() => Alignment.Identity(spec)["none"]);
        Assert.Throws<ArgumentException>(() => Alignment.Identity(spec).Compose(Alignment.Identity(other)));
        Assert.Throws<ArgumentException>(() => Alignment.Identity(spec).Apply(TestNetworks.Mlp([3, 5, 2]).StateDict));
    }
}
