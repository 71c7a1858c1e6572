using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>What a layer multiplies its weights with, one row for each output position.</summary>
internal static class LayerInputRows
{
    /// <summary>The rows of a dense layer or of a convolution over images; null for a layer of another kind or with channel groups.</summary>
    public static Tensor? Of(nn.Module<Tensor, Tensor> layer, Tensor input) => layer switch
    {
        Linear => input.reshape(-1, input.shape[^1]),
        Conv2d convolution when convolution.weight is { } weight && weight.shape[1] == input.shape[1] => Patches(convolution, weight, input),
        _ => null,
    };

    /// <summary>The patches of a convolution in the order of its weights, channel-major: (positions, channels · height · width).</summary>
    /// <remarks>
    /// The layer itself is asked, with filters that each pick out one place of the patch: stride, padding and dilation then need not be known, which not every release of the
    /// tensor library tells. Its own weights are put back.
    /// </remarks>
    private static Tensor Patches(Conv2d layer, Tensor weight, Tensor input)
    {
        using var scope = NewDisposeScope();
        var (outputs, places) = (weight.shape[0], weight.numel() / weight.shape[0]);
        var own = weight.detach().clone();
        var ownBias = layer.bias?.detach().clone();
        var parts = new List<Tensor>();
        try
        {
            layer.bias?.zero_();
            for (var first = 0L; first < places; first += outputs)
            {
                var count = Math.Min(outputs, places - first);
                var filters = zeros(outputs, places, dtype: weight.dtype, device: weight.device);
                filters.narrow(0, 0, count).narrow(1, first, count).copy_(eye(count, dtype: weight.dtype, device: weight.device));
                weight.copy_(filters.reshape(weight.shape));
                parts.Add(layer.forward(input).narrow(1, 0, count).clone()); // (images, places, height, width)
            }
        }
        finally
        {
            weight.copy_(own);
            if (ownBias is not null)
            {
                layer.bias!.copy_(ownBias);
            }
        }

        return cat(parts, 1).permute(0, 2, 3, 1).reshape(-1, places).MoveToOuterDisposeScope();
    }
}
