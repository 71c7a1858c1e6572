using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Reference;

/// <summary>Layers and losses, by the name of the case in operator_reference.json.</summary>
internal static class NetworkOperators
{
    internal static readonly Dictionary<string, Func<Tensor[], Tensor>> Table = new()
    {
        ["linear"] = t => nn.functional.linear(t[0], t[1], t[2]),
        ["conv1d"] = t => nn.functional.conv1d(t[0], t[1], t[2]),
        ["conv1d_stride_padding"] = t => nn.functional.conv1d(t[0], t[1], stride: 2, padding: 1, dilation: 2),
        ["conv2d"] = t => nn.functional.conv2d(t[0], t[1], t[2]),
        ["conv2d_stride_padding"] = t => nn.functional.conv2d(t[0], t[1], strides: new long[] { 2, 1 }, padding: new long[] { 1, 2 }),
        ["conv2d_groups"] = t => nn.functional.conv2d(t[0], t[1], t[2], groups: 2),
        ["conv2d_dilation"] = t => nn.functional.conv2d(t[0], t[1], dilation: new long[] { 2, 2 }),
        ["conv_transpose2d"] = t => nn.functional.conv_transpose2d(
            t[0], t[1], t[2], strides: new long[] { 2, 2 }, padding: new long[] { 1, 1 }, outputPadding: new long[] { 1, 1 }),
        ["max_pool2d"] = t => nn.functional.max_pool2d(t[0], 2),
        ["max_pool2d_padding"] = t => nn.functional.max_pool2d(t[0], 3, 2, 1),
        ["avg_pool2d"] = t => nn.functional.avg_pool2d(t[0], 2),
        ["avg_pool2d_padding"] = t => nn.functional.avg_pool2d(t[0], 3, 2, 1),
        ["adaptive_avg_pool2d"] = t => nn.functional.adaptive_avg_pool2d(t[0], (2, 3)),
        ["softmax"] = t => nn.functional.softmax(t[0], 1),
        ["log_softmax"] = t => nn.functional.log_softmax(t[0], 0),
        ["softmax_float32"] = t => nn.functional.softmax(t[0], 1),
        ["layer_norm"] = t => nn.functional.layer_norm(t[0], new long[] { 4 }, t[1], t[2]),
        ["batch_norm_training"] = t => nn.functional.batch_norm(
            t[0], torch.zeros_like(t[1]), torch.ones_like(t[1]), t[1], t[2], training: true),
        ["batch_norm"] = t => nn.functional.batch_norm(t[0], t[1], t[2], t[3], t[4]),
        ["group_norm"] = t => nn.functional.group_norm(t[0], 2, t[1], t[2]),
        ["embedding"] = t => t[0].index(t[1]),
        ["cosine_similarity"] = t => nn.functional.cosine_similarity(t[0], t[1]),
        ["cross_entropy"] = t => nn.functional.cross_entropy(t[0], t[1]),
        ["cross_entropy_smoothing"] = t => nn.functional.cross_entropy(t[0], t[1], t[2], label_smoothing: 0.1),
        ["nll_loss"] = t => nn.functional.nll_loss(t[0], t[1]),
        ["mse_loss"] = t => nn.functional.mse_loss(t[0], t[1]),
        ["l1_loss"] = t => nn.functional.l1_loss(t[0], t[1]),
        ["smooth_l1_loss"] = t => nn.functional.smooth_l1_loss(t[0], t[1]),
        ["huber_loss"] = t => nn.functional.huber_loss(t[0], t[1]),
        ["mse_loss_sum"] = t => nn.functional.mse_loss(t[0], t[1], nn.Reduction.Sum),
        ["binary_cross_entropy_with_logits"] = t => nn.functional.binary_cross_entropy_with_logits(t[0], t[1]),
        ["binary_cross_entropy"] = t => nn.functional.binary_cross_entropy(t[0], t[1]),
        ["kl_div"] = t => nn.functional.kl_div(t[0], t[1], log_target: false),
        ["kl_div_log_target"] = t => nn.functional.kl_div(t[0], t[1], log_target: true),
    };
}
