using static TorchSharp.torch;

namespace ResearchKit.Merging.PartialMatching;

/// <summary>Cuts inputs into batches of a network's number type.</summary>
internal static class InputBatches
{
    /// <summary>Refuses inputs that are none.</summary>
    public static void Check(Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.shape.Length < 2 || inputs.shape[0] < 1)
        {
            throw new ArgumentException($"The inputs are [{string.Join(", ", inputs.shape)}]; expected [N, ...] with N of at least 1.", nameof(inputs));
        }
    }

    /// <summary>The batches in order; the last may be smaller.</summary>
    public static IEnumerable<Tensor> Of(nn.Module network, Tensor inputs, int batchSize)
    {
        var first = network.parameters().First();
        for (var start = 0L; start < inputs.shape[0]; start += batchSize)
        {
            yield return inputs.narrow(0, start, Math.Min(batchSize, inputs.shape[0] - start)).to(first.dtype).to(first.device);
        }
    }
}
