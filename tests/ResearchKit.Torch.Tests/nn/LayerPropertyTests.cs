#if TORCH_PROVIDER_LIBTORCH // since TorchSharp 0.105
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

/// <summary>What the layers say about themselves, and their printable names.</summary>
public sealed class LayerPropertyTests
{
    private static readonly Dictionary<string, (Func<nn.Module> Make, Func<nn.Module, object> Read, object Expected)> _cases = new()
    {
        ["Linear"] = (() => nn.Linear(3, 5), m => ((Linear)m).With(l => (l.in_features, l.out_features, l.bias is null)), (3L, 5L, false)),
        ["LinearOfParameters"] = (() => nn.Linear(nn.Parameter(ones(4, 2))), m => ((Linear)m).With(l => (l.in_features, l.out_features, l.bias is null)), (2L, 4L, true)),
        ["Conv1d"] = (() => nn.Conv1d(2, 4, 3, 2, 1, 2, groups: 2), m => Convolution(m), "2 4 [3] [2] [1] [2] 2 False Zeros "),
        ["Conv2d"] = (() => nn.Conv2d(2, 4, (3, 5), padding: (1, 2), padding_mode: PaddingModes.Reflect), m => Convolution(m), "2 4 [3,5] [1,1] [1,2] [1,1] 1 False Reflect "),
        ["Conv2dSame"] = (() => nn.Conv2d(2, 4, 3, Padding.Same), m => Convolution(m), "2 4 [3,3] [1,1] [] [1,1] 1 False Zeros Same"),
        ["Conv2dValid"] = (() => nn.Conv2d(2, 4, (3, 3), Padding.Valid), m => Convolution(m), "2 4 [3,3] [1,1] [] [1,1] 1 False Zeros Valid"),
        ["Conv1dSame"] = (() => nn.Conv1d(2, 4, 3, Padding.Same), m => Convolution(m), "2 4 [3] [1] [] [1] 1 False Zeros Same"),
        ["ConvTranspose2d"] = (() => nn.ConvTranspose2d(2, 4, 3, 2, output_padding: 1), m => Convolution(m), "2 4 [3,3] [2,2] [0,0] [1,1] 1 True Zeros "),
        ["BatchNorm1d"] = (() => nn.BatchNorm1d(3, 1e-3, 0.2), m => Norm(m), (3L, 1e-3, (double?)0.2, true, true)),
        ["BatchNorm2d"] = (() => nn.BatchNorm2d(3, affine: false, track_running_stats: false), m => Norm(m), (3L, 1e-5, (double?)0.1, false, false)),
        ["InstanceNorm2d"] = (() => nn.InstanceNorm2d(3), m => Norm(m), (3L, 1e-5, (double?)0.1, false, false)),
        ["LayerNorm"] = (() => nn.LayerNorm([2, 3], 1e-4), m => ((LayerNorm)m).With(l => (string.Join(",", l.normalized_shape), l.eps, l.elementwise_affine)), ("2,3", 1e-4, true)),
        ["LayerNormOfOne"] = (() => nn.LayerNorm(4, elementwise_affine: false), m => ((LayerNorm)m).With(l => (string.Join(",", l.normalized_shape), l.eps, l.elementwise_affine)), ("4", 1e-5, false)),
        ["GroupNorm"] = (() => nn.GroupNorm(2, 6), m => ((GroupNorm)m).With(l => (l.num_groups, l.eps, l.affine)), (2L, 1e-5, true)),
        ["MaxPool1d"] = (() => nn.MaxPool1d(3, 2, 1), m => ((MaxPool1d)m).With(l => (l.kernel_size, l.stride, l.padding, l.ceil_mode)), (3L, (long?)2, (long?)1, false)),
        ["MaxPool2d"] = (() => nn.MaxPool2d(3, ceil_mode: true), m => ((MaxPool2d)m).With(l => (string.Join(",", l.kernel_size), l.ceil_mode)), ("3,3", true)),
        ["AvgPool1d"] = (() => nn.AvgPool1d(3), m => ((AvgPool1d)m).With(l => (l.kernel_size, l.ceil_mode, l.count_include_pad)), (3L, false, true)),
        ["AvgPool2d"] = (() => nn.AvgPool2d(3, divisor_override: 4), m => ((AvgPool2d)m).With(l => (string.Join(",", l.kernel_size), l.ceil_mode, l.count_include_pad, l.divisor_override)), ("3,3", false, true, (long?)4)),
        ["AdaptiveAvgPool2d"] = (() => nn.AdaptiveAvgPool2d((2, 3)), m => string.Join(",", ((AdaptiveAvgPool2d)m).output_size), "2,3"),
        ["Flatten"] = (() => nn.Flatten(1, 2), m => ((Flatten)m).With(l => (l.start_dim, l.end_dim)), (1L, 2L)),
        ["Unflatten"] = (() => nn.Unflatten(1, [2, 3]), m => ((Unflatten)m).With(l => (l.dim, string.Join(",", l.unflattened_size))), (1L, "2,3")),
        ["Fold"] = (() => nn.Fold((4, 5), (2, 2)), m => ((Fold)m).With(l => (l.output_size, l.kernel_size)), ((4L, 5L), (2L, 2L))),
        ["Unfold"] = (() => nn.Unfold((2, 3)), m => ((Unfold)m).kernel_size, (2L, 3L)),
        ["LeakyReLU"] = (() => nn.LeakyReLU(0.2), m => ((LeakyReLU)m).negative_slope, 0.2),
        ["Hardtanh"] = (() => nn.Hardtanh(-2, 3), m => ((Hardtanh)m).With(l => (l.min_val, l.max_val)), (-2.0, 3.0)),
        ["Softplus"] = (() => nn.Softplus(2, 10), m => ((Softplus)m).With(l => (l.beta, l.threshold)), (2.0, 10.0)),
        ["CosineSimilarity"] = (() => nn.CosineSimilarity(0, 1e-3), m => ((CosineSimilarity)m).With(l => (l.dim, l.eps)), (0L, 1e-3)),
        ["CrossEntropyLoss"] = (() => nn.CrossEntropyLoss(ignore_index: 7), m => ((CrossEntropyLoss)m).ignore_index ?? 0, 7L),
        ["HuberLoss"] = (() => nn.HuberLoss(0.5), m => ((HuberLoss)m).delta, 0.5),
        ["GELU"] = (() => nn.GELU(GELU.Approximate.tanh), m => ((GELU)m).approximate, GELU.Approximate.tanh),
        ["ELU"] = (() => nn.ELU(0.3), m => ((ELU)m).alpha, 0.3),
        ["Dropout"] = (() => nn.Dropout(0.3), m => ((Dropout)m).p, 0.3),
    };

    public static TheoryData<string> Names => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Tell_How_It_Was_Made_When_Asked(string name)
    {
        using var scope = NewDisposeScope();
        var (make, read, expected) = _cases[name];
        using var module = make();

        Assert.Equal(expected, read(module));
        Assert.Equal(module.GetType().Name, module.GetName());
        Assert.True(module.training);
    }

    [Fact]
    public void Should_Draw_Anew_When_Parameters_Are_Reset()
    {
        using var scope = NewDisposeScope();
        using var convolution = nn.Conv2d(1, 2, 3);
        using var normalization = nn.LayerNorm(3);
        var before = convolution.weight.clone();
        normalization.weight!.data<float>()[0] = 9;
        convolution.reset_parameters();
        normalization.reset_parameters();

        Assert.NotEqual(before.data<float>().ToArray(), convolution.weight.data<float>().ToArray());
        Assert.Equal([1, 1, 1], normalization.weight.data<float>().ToArray());
    }

    private static string Convolution(nn.Module module) => ((Convolution)module).With(c =>
        $"{c.in_channels} {c.out_channels} [{string.Join(",", c.kernel_size)}] [{string.Join(",", c.stride)}] [{string.Join(",", c.padding ?? [])}] [{string.Join(",", c.dilation)}] {c.groups} {c.transposed} {c.padding_mode} {c.padding_type}");

    private static (long, double, double?, bool, bool) Norm(nn.Module module) => ((NormBase)module).With(n => (n.num_features, n.eps, n.momentum, n.affine, n.track_running_stats));
}

/// <summary>Reads several properties of one object in an expression.</summary>
internal static class Reading
{
    internal static TResult With<T, TResult>(this T value, Func<T, TResult> read) => read(value);
}
#endif
