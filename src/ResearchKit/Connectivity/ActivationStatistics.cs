using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Measures what the layers of a network give before their activation functions.</summary>
public static class ActivationStatistics
{
    /// <summary>Mean and standard deviation of each channel of every dense layer and convolution, in evaluation mode.</summary>
    /// <param name="network">A module that gives the computation; its own tensors and modes are put back.</param>
    /// <param name="parameters">The tensors of the model to measure.</param>
    /// <param name="inputs">Inputs of the network, (N, ...).</param>
    /// <param name="batchSize">How many inputs run together; 1 or more. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>The layers in the order in which they run.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape, there are no inputs, or the batch size is below 1.</exception>
    public static IReadOnlyList<ChannelStatistics> Measure(
        nn.Module<Tensor, Tensor> network, IReadOnlyDictionary<string, Tensor> parameters, Tensor inputs, int batchSize = 500, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        using var frozen = no_grad();
        using var session = new ModelSession(network, parameters);
        var moments = new Dictionary<string, ChannelMoments>();
        using var hooks = new LayerHooks(network, (name, layer, _, output) =>
        {
            using var scope = NewDisposeScope();
            var rows = ChannelMoments.Rows(layer, output);
            (moments.TryGetValue(name, out var known) ? known : moments[name] = new ChannelMoments((int)rows.shape[1])).Add(rows);
            return output;
        });
        Run(network, inputs, batchSize, cancellationToken);
        return [.. moments.Select(pair => pair.Value.Statistics(pair.Key))];
    }

    /// <summary>Runs the network as it is on all inputs.</summary>
    internal static void Run(nn.Module<Tensor, Tensor> network, Tensor inputs, int batchSize, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.shape.Length == 0 || inputs.shape[0] < 1 || batchSize < 1)
        {
            throw new ArgumentException($"The inputs are [{string.Join(", ", inputs.shape)}] in batches of {batchSize}; expected [N, ...] with N of at least 1, and batches of at least 1.", nameof(inputs));
        }

        var dataType = network.parameters().First().dtype;
        for (var start = 0L; start < inputs.shape[0]; start += batchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            network.call(inputs.narrow(0, start, Math.Min(batchSize, inputs.shape[0] - start)).to(dataType));
        }
    }
}
