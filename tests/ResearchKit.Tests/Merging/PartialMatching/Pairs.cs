using ResearchKit.Merging.PartialMatching;
using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.PartialMatching;

/// <summary>Small networks with running statistics that are not those of a fresh layer.</summary>
internal static class Pairs
{
    public static readonly ResNetOptions Residual = ResNetOptions.ResNet8 with { Widths = [4, 6, 8], InputChannels = 1, InputSize = 8, Classes = 3, ShortcutKernel = 1 };
    public static readonly MlpOptions Dense = new() { InputSize = 64, HiddenSizes = [10, 7], Classes = 3 };
    public static readonly VggOptions Plain = new() { Plan = [4, VggOptions.Pool, 6], InputChannels = 1, InputSize = 8, ClassifierSizes = [5], Classes = 3 };

    public static Tensor Images(int count, int seed)
    {
        using var generator = new Generator((ulong)seed);
        return randn([count, 1, 8, 8], generator: generator);
    }

    public static nn.Module<Tensor, Tensor> Network(string kind, int seed, int classes = 3)
    {
        nn.Module<Tensor, Tensor> network = kind switch
        {
            "resnet" => new ResNet(Residual with { Classes = classes }, seed),
            "vgg" => new Vgg(Plain with { Classes = classes }, seed),
            _ => new Mlp(Dense with { Classes = classes }, seed),
        };
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, tensor) in network.state_dict().Where(pair => pair.Key.Contains("running", StringComparison.Ordinal) || (pair.Value.dim() == 1 && pair.Key.EndsWith("weight", StringComparison.Ordinal))))
        {
            // A stream for each tensor, as engines list them in other orders; means around 0, so that units of every layer fire.
            using var generator = new Generator((ulong)((Seed)seed).For(name).ToInt64());
            tensor.copy_(rand(tensor.shape, generator: generator) + (name.EndsWith("running_mean", StringComparison.Ordinal) ? -0.5 : 0.5));
        }

        network.eval();
        return network;
    }

    public static Func<IReadOnlyDictionary<string, Tensor>, PermutationSpec> Spec(string kind) => kind switch
    {
        "resnet" => PermutationSpecs.ResNet,
        "vgg" => PermutationSpecs.Vgg,
        _ => state => PermutationSpecs.Mlp(state),
    };

    public static NetworkPair Of(string kind, int seedA = 1, int seedB = 2) => new(Network(kind, seedA), Network(kind, seedB), Spec(kind));

    /// <summary>A network and the same one with its units in another order.</summary>
    public static (NetworkPair Pair, Alignment Truth) WithPermutedCopy(string kind, int seed)
    {
        var a = Network(kind, seed);
        var b = Network(kind, seed);
        var alignment = Alignment.Random(Spec(kind)(a.state_dict()), seed);
        b.load_state_dict(alignment.Apply(a.state_dict()));
        b.eval();
        return (new NetworkPair(a, b, Spec(kind)), alignment.Inverse());
    }

    /// <summary>Each pair of units by chance, so that alignments are not the identity.</summary>
    public static PartialAlignment Random(NetworkPair pair, double ratio, Seed seed) =>
        new(pair.ReferenceSpec.Groups.Select(group =>
        {
            var partner = Permutation.Random(group.Value, seed.For(group.Key));
            double[] scores = [.. Enumerable.Range(0, group.Value).Select(i => (double)((i * 7) % 5))];
            return KeyValuePair.Create(group.Key, new UnitMatch(partner, scores).Keep(ratio));
        }));

    public static double Difference(Tensor a, Tensor b) => (a - b).abs().max().to(ScalarType.Float64).item<double>();

    public static Tensor Scores(nn.Module<Tensor, Tensor> network, Tensor images)
    {
        using var frozen = no_grad();
        return network.call(images);
    }
}
