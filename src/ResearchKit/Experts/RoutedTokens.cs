using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The tokens of a batch that count, checked, flattened and on the CPU.</summary>
internal sealed record RoutedTokens(Tensor Inputs, Tensor Logits, Tensor Selected, Tensor Gates)
{
    public long Count => Inputs.shape[0];

    /// <summary>Checks a batch against the layer's sizes; the tensors live in the caller's scope.</summary>
    public static RoutedTokens Of(RoutingBatch batch, string layer, int experts, int modelSize)
    {
        var inputs = Rows(batch.Inputs, modelSize, layer, "inputs", "model size");
        var logits = Rows(batch.Logits, experts, layer, "router logits", "experts");
        var k = batch.Selected.shape.Length == 0 ? 0 : batch.Selected.shape[^1];
        if (k < 1 || k > experts || batch.Selected.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"layer '{layer}': the chosen experts are {batch.Selected.dtype} {ExpertGuard.Shape(batch.Selected)}; expected int64 (tokens, k) with k from 1 to {experts}", nameof(batch));
        }

        var selected = Rows(batch.Selected, k, layer, "chosen experts", "choices");
        var gates = Rows(batch.Gates, k, layer, "gates", "choices");
        foreach (var (what, tensor) in new[] { ("router logits", logits), ("chosen experts", selected), ("gates", gates) })
        {
            if (tensor.shape[0] != inputs.shape[0])
            {
                throw new ArgumentException($"layer '{layer}': there are {inputs.shape[0]} tokens but {tensor.shape[0]} rows of {what}", nameof(batch));
            }
        }

        if (batch.Valid is { } valid)
        {
            var mask = valid.flatten();
            if (mask.dtype != ScalarType.Bool || mask.shape[0] != inputs.shape[0])
            {
                throw new ArgumentException($"layer '{layer}': the mask of valid tokens is {valid.dtype} {ExpertGuard.Shape(valid)}; expected bool for {inputs.shape[0]} tokens", nameof(batch));
            }

            var places = mask.nonzero().flatten();
            (inputs, logits, selected, gates) = (inputs.index_select(0, places), logits.index_select(0, places), selected.index_select(0, places), gates.index_select(0, places));
        }

        if (selected.numel() > 0 && (selected.min().item<long>() < 0 || selected.max().item<long>() >= experts))
        {
            throw new ArgumentException($"layer '{layer}': a chosen expert is outside 0 to {experts - 1}", nameof(batch));
        }

        return new RoutedTokens(inputs.detach().cpu(), logits.detach().cpu(), selected.detach().cpu(), gates.detach().cpu());
    }

    private static Tensor Rows(Tensor tensor, long size, string layer, string what, string of) =>
        tensor.shape.Length >= 2 && tensor.shape[^1] == size
            ? tensor.reshape(-1, size)
            : throw new ArgumentException($"layer '{layer}': the {what} have shape {ExpertGuard.Shape(tensor)}; the last axis must be the layer's {size} {of}", nameof(tensor));
}
