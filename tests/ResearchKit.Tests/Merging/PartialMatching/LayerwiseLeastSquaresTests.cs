using ResearchKit.Merging;
using ResearchKit.Merging.Fitting;
using ResearchKit.Merging.Methods;
using ResearchKit.Merging.PartialMatching;
using ResearchKit.Permutations;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.PartialMatching;

public sealed class LayerwiseLeastSquaresTests
{
    [Theory]
    [InlineData("resnet")]
    [InlineData("vgg")]
    [InlineData("mlp")]
    public void Should_Leave_The_Network_As_It_Is_When_Merged_With_Its_Permuted_Copy(string kind)
    {
        using var scope = NewDisposeScope();
        var (pair, truth) = Pairs.WithPermutedCopy(kind, 3);
        using var moments = JointMoments.Collect(pair, Pairs.Images(60, 1));
        var fit = LayerwiseLeastSquares.Fit(pair, PartialAlignment.Full(truth), moments);
        var images = Pairs.Images(5, 2);
        var network = PartialMerge.Build(pair, PartialAlignment.Full(truth), fit.Parameters);
        Assert.True(Pairs.Difference(Pairs.Scores(network, images), Pairs.Scores(pair.Reference, images)) < 1e-4);
        Assert.All(fit.Layers, layer => Assert.True(layer.RelativeAfter < 1e-5, $"{layer}"));
    }

    [Theory]
    [InlineData("resnet")]
    [InlineData("vgg")]
    [InlineData("mlp")]
    public void Should_Leave_The_Mean_As_It_Is_When_Everything_Is_Separate(string kind)
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of(kind);
        using var moments = JointMoments.Collect(pair, Pairs.Images(60, 1));
        var partial = PartialAlignment.Separate(pair);
        var network = PartialMerge.Build(pair, partial, LayerwiseLeastSquares.Fit(pair, partial, moments).Parameters);
        var images = Pairs.Images(5, 2);
        var mean = (Pairs.Scores(pair.Reference, images) + Pairs.Scores(pair.Candidate, images)) / 2;
        Assert.True(Pairs.Difference(Pairs.Scores(network, images), mean) < 2e-5);
    }

    [Theory]
    [InlineData("resnet", 1e-8)]
    [InlineData("vgg", 1e-4)]
    [InlineData("mlp", 1)]
    public void Should_Return_The_Weights_When_Both_Networks_Are_One(string kind, double ridge)
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of(kind, 4, 4);
        using var moments = JointMoments.Collect(pair, Pairs.Images(20, 1)); // too few to determine every layer
        var fit = LayerwiseLeastSquares.Fit(pair, PartialAlignment.Full(Alignment.Identity(pair.ReferenceSpec)), moments, new LeastSquaresOptions { Ridge = ridge });
        Assert.All(pair.Reference.state_dict().Where(entry => entry.Value.dim() > 0), entry => Assert.True(Pairs.Difference(entry.Value, fit.Parameters[entry.Key]) < 1e-6, entry.Key));
        Assert.All(fit.Layers, layer => Assert.True(layer.ErrorAfter <= 1e-12 * layer.TargetPower, $"{layer}"));
    }

    [Theory]
    [InlineData("resnet", 0, 0, LeastSquaresForm.Averaged)]
    [InlineData("resnet", 0.5, 1e-4, LeastSquaresForm.Averaged)]
    [InlineData("resnet", 0.25, 10, LeastSquaresForm.Averaged)]
    [InlineData("vgg", 0.4, 1e-2, LeastSquaresForm.Averaged)]
    [InlineData("mlp", 0.3, 1e-4, LeastSquaresForm.Averaged)]
    [InlineData("resnet", 0.5, 1e-4, LeastSquaresForm.Stacked)]
    [InlineData("mlp", 0.3, 1e-4, LeastSquaresForm.Stacked)]
    public void Should_Not_Raise_The_Error_Of_Any_Layer(string kind, double ratio, double ridge, LeastSquaresForm form)
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of(kind);
        using var moments = JointMoments.Collect(pair, Pairs.Images(50, 1), batchSize: 16);
        var fit = LayerwiseLeastSquares.Fit(pair, Pairs.Random(pair, ratio, 2), moments, new LeastSquaresOptions { Ridge = ridge, Form = form });
        Assert.Equal(moments.Layers.Count, fit.Layers.Count);
        Assert.All(fit.Layers, layer => Assert.True(layer.ErrorAfter <= layer.ErrorBefore, $"{layer}"));
        Assert.Contains(fit.Layers, layer => layer.ErrorAfter < 0.999 * layer.ErrorBefore);
    }

    [Theory]
    [InlineData("resnet")]
    [InlineData("vgg")]
    [InlineData("mlp")]
    public void Should_Keep_Structural_Zeros_Exactly(string kind)
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of(kind);
        var images = Pairs.Images(50, 1);
        using var moments = JointMoments.Collect(pair, images);
        var partial = Pairs.Random(pair, 0.5, 2);
        Check(LayerwiseLeastSquares.Fit(pair, partial, moments).Parameters);
        Check(GradientLeastSquares.Fit(pair, partial, images, new GradientLeastSquaresOptions { Steps = 5 }));

        void Check(IReadOnlyDictionary<string, Tensor> parameters)
        {
            var seen = 0L;
            foreach (var (name, tensor) in parameters.Where(entry => entry.Value.dim() >= 2 && pair.ReferenceSpec.Axes[entry.Key] is [not null, not null, ..]))
            {
                var (o, i) = (pair.ReferenceSpec.Axes[name][0]!, pair.ReferenceSpec.Axes[name][1]!);
                var (rows, columns) = (partial[o.Group], partial[i.Group]);
                var (m, a, b) = (rows.MergedA.Length, rows.OnlyA.Length, rows.OnlyB.Length);
                var (n, c, d) = (columns.MergedA.Length * i.BlockSize, columns.OnlyA.Length * i.BlockSize, columns.OnlyB.Length * i.BlockSize);
                Assert.Equal(0, tensor.narrow(0, m, a).narrow(1, n + c, d).abs().sum().item<float>());
                Assert.Equal(0, tensor.narrow(0, m + a, b).narrow(1, n, c).abs().sum().item<float>());
                Assert.NotEqual(0, tensor.narrow(0, m, a).narrow(1, n, c).abs().sum().item<float>());
                seen += a * d;
            }

            Assert.True(seen > 0);
        }
    }

    /// <summary>The plain problem on explicit inputs and outputs: at its solution the gradient vanishes wherever a weight may move.</summary>
    [Fact]
    public void Should_Solve_The_Plain_Problem_On_Explicit_Activations()
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of("resnet");
        var images = Pairs.Images(80, 1);
        using var moments = JointMoments.Collect(pair, images, batchSize: 32);
        var partial = Pairs.Random(pair, 0.5, 2);
        var fit = LayerwiseLeastSquares.Fit(pair, partial, moments, new LeastSquaresOptions { Ridge = 0 });
        var start = PartialMerge.Merge(pair, partial);
        var (inA, outA) = Record(pair.Reference, images);
        var (inB, outB) = Record(pair.Candidate, images);
        Assert.True(fit.Layers[0].RelativeAfter < 1e-6, "both networks give the first layer the same inputs, so that it has nothing to fit");
        foreach (var layer in fit.Layers.Skip(1))
        {
            var name = layer.Weight[..^".weight".Length];
            var axes = pair.ReferenceSpec.Axes[layer.Weight];
            var x = Combine(axes[1], inA[name], inB[name]);
            var y = Combine(axes[0], outA[name], outB[name]);
            var weight = fit.Parameters[layer.Weight].clone().requires_grad_();
            var loss = (Run(name, x, weight, fit.Parameters) - y).square().sum();
            Agree(loss, layer.ErrorAfter);
            Agree((Run(name, x, start[layer.Weight], start) - y).square().sum(), layer.ErrorBefore);
            void Agree(Tensor sum, double error) =>
                Assert.True(Math.Abs((sum.item<float>() / y.shape[0] / Positions(y)) - error) < 1e-3 * layer.ErrorBefore, $"{name}: {sum.item<float>() / y.shape[0] / Positions(y)}, not {error}, {layer}");


            var before = start[layer.Weight].clone().requires_grad_();
            var slope = autograd.grad([loss], [weight])[0] * fit.Parameters[layer.Weight].ne(0).to(ScalarType.Float32);
            var first = autograd.grad([(Run(name, x, before, start) - y).square().sum()], [before])[0];
            Assert.True(slope.norm().item<float>() < 2e-3 * first.norm().item<float>(), $"{name}: {slope.norm().item<float>()} of {first.norm().item<float>()}");
        }

        Tensor Combine(AxisPermutation? axis, Tensor a, Tensor b)
        {
            if (axis is null)
            {
                return (a + b) / 2;
            }

            var group = partial[axis.Group];
            return cat([(Pick(a, group.MergedA) + Pick(b, group.MergedB)) / 2, Pick(a, group.OnlyA), Pick(b, group.OnlyB)], 1);
        }

        static Tensor Pick(Tensor x, ReadOnlySpan<int> units) => x.index_select(1, tensor(Array.ConvertAll(units.ToArray(), i => (long)i), [units.Length], ScalarType.Int64));

        static double Positions(Tensor y) => y.dim() == 4 ? y.shape[2] * y.shape[3] : 1;

        static Tensor Run(string name, Tensor x, Tensor weight, IReadOnlyDictionary<string, Tensor> parameters)
        {
            var stride = name is "layer2.0.conv1" or "layer3.0.conv1" || name.Contains("downsample", StringComparison.Ordinal) ? 2 : 1;
            var padding = weight.dim() == 4 ? weight.shape[2] / 2 : 0;
            return weight.dim() == 2 ? x.matmul(weight.t()) + parameters[$"{name}.bias"] : nn.functional.conv2d(x, weight, null, [stride, stride], [padding, padding]);
        }
    }

    [Fact]
    public void Should_Be_RegMean_When_Stacked_Without_Permutation()
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of("resnet");
        var images = Pairs.Images(60, 1);
        using var moments = JointMoments.Collect(pair, images);
        var identity = PartialAlignment.Full(Alignment.Identity(pair.ReferenceSpec));
        var fit = LayerwiseLeastSquares.Fit(pair, identity, moments, new LeastSquaresOptions { Form = LeastSquaresForm.Stacked, Ridge = 1e-3 });
        var (a, b) = (pair.Reference.state_dict(), pair.Candidate.state_dict());
        var method = new RegMeanMerge([GramMatrices.Collect(pair.Reference, a, images), GramMatrices.Collect(pair.Candidate, b, images)]) { Ridge = 1e-3 };
        var expected = ModelMerge.Merge(method, [a, b]);
        Assert.All(fit.Layers.Where(layer => layer.Weight != "fc.weight"), layer => Assert.True(Pairs.Difference(expected[layer.Weight], fit.Parameters[layer.Weight]) < 1e-5, layer.Weight)); // RegMean has no column for the bias
    }

    [Fact]
    public void Should_Keep_Heads_Of_Different_Tasks_Unless_Asked()
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of("resnet") with { SharedOutputs = false };
        using var moments = JointMoments.Collect(pair, Pairs.Images(60, 1));
        var partial = Pairs.Random(pair, 0.25, 2);
        var start = PartialMerge.Merge(pair, partial);
        Assert.Equal(6, start["fc.weight"].shape[0]);
        var kept = LayerwiseLeastSquares.Fit(pair, partial, moments);
        Assert.True(kept.Parameters["fc.weight"].Equals(start["fc.weight"]));
        var fitted = LayerwiseLeastSquares.Fit(pair, partial, moments, new LeastSquaresOptions { FitSeparateHeads = true });
        Assert.False(fitted.Parameters["fc.weight"].Equals(start["fc.weight"]));
        Assert.True(LayerwiseLeastSquares.RelativeError(pair, partial, moments, fitted.Parameters) <= LayerwiseLeastSquares.RelativeError(pair, partial, moments, kept.Parameters));
    }

    [Fact]
    public void Should_Beat_Adam_On_The_Same_Data()
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of("resnet");
        var images = Pairs.Images(60, 1);
        using var moments = JointMoments.Collect(pair, images);
        var partial = Pairs.Random(pair, 0.25, 2);
        var start = LayerwiseLeastSquares.RelativeError(pair, partial, moments, PartialMerge.Merge(pair, partial));
        var exact = LayerwiseLeastSquares.RelativeError(pair, partial, moments, LayerwiseLeastSquares.Fit(pair, partial, moments).Parameters);
        var options = new GradientLeastSquaresOptions { Steps = 25, LearningRate = 5e-3, Seed = 1 };
        var adam = GradientLeastSquares.Fit(pair, partial, images, options);
        var error = LayerwiseLeastSquares.RelativeError(pair, partial, moments, adam);
        Assert.True(exact <= error && error < start, $"exact {exact}, Adam {error}, start {start}");
        Assert.All(GradientLeastSquares.Fit(pair, partial, images, options), entry => Assert.True(entry.Value.Equals(adam[entry.Key]), entry.Key));
    }

    [Fact]
    public void Should_Say_What_Is_Wrong()
    {
        using var scope = NewDisposeScope();
        var pair = Pairs.Of("mlp");
        Assert.Throws<ArgumentException>(() => JointMoments.Collect(pair, zeros(0, 64)));
        Assert.Throws<ArgumentException>(() => JointMoments.Collect(pair, full([2, 64], double.NaN)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeastSquaresOptions { Ridge = -1 });
        var other = Pairs.Of("resnet");
        using var moments = JointMoments.Collect(other, Pairs.Images(3, 1));
        Assert.Contains("no such layer", Assert.Throws<ArgumentException>(() => LayerwiseLeastSquares.Fit(pair, PartialAlignment.Separate(pair), moments)).Message, StringComparison.Ordinal);
    }

    private static (Dictionary<string, Tensor> Inputs, Dictionary<string, Tensor> Outputs) Record(nn.Module<Tensor, Tensor> network, Tensor images)
    {
        var (inputs, outputs) = (new Dictionary<string, Tensor>(), new Dictionary<string, Tensor>());
        foreach (var (name, module) in network.named_modules())
        {
            if (module is Linear or Conv2d && module is nn.Module<Tensor, Tensor> layer)
            {
                layer.register_forward_hook((_, input, output) =>
                {
                    inputs[name] = input.detach().clone().DetachFromDisposeScope();
                    return outputs[name] = output.detach().clone().DetachFromDisposeScope();
                });
            }
        }

        Pairs.Scores(network, images);
        return (inputs, outputs);
    }
}
