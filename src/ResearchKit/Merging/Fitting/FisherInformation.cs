using ResearchKit.Merging.Numerics;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>Estimates how much a classifier's predictions depend on each of its parameters.</summary>
public static class FisherInformation
{
    /// <summary>The diagonal of the Fisher information: the mean over inputs of (∂ log p(y|x) / ∂θ)², labels y as the model itself predicts them.</summary>
    /// <remarks>Every input is differentiated on its own; squaring the gradient of a whole batch would mix them. No true labels are needed.</remarks>
    /// <param name="network">The classifier; it takes inputs and gives (N, classes) scores. Its own tensors and modes are put back.</param>
    /// <param name="parameters">The tensors of the model to measure.</param>
    /// <param name="inputs">Inputs, (N, ...).</param>
    /// <param name="options">How many and which labels; null for the defaults.</param>
    /// <param name="progress">Told after every input.</param>
    /// <param name="cancellationToken">Stops between inputs.</param>
    /// <returns>The diagonal for every trainable parameter by name, float64, owned by the caller.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape, or there are no inputs.</exception>
    public static Dictionary<string, Tensor> Estimate(
        nn.Module<Tensor, Tensor> network,
        IReadOnlyDictionary<string, Tensor> parameters,
        Tensor inputs,
        FisherOptions? options = null,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= new FisherOptions();
        if (inputs.shape.Length == 0 || inputs.shape[0] < 1)
        {
            throw new ArgumentException($"The inputs are [{string.Join(", ", inputs.shape)}]; expected [N, ...] with N of at least 1.", nameof(inputs));
        }

        using var session = new ModelSession(network, parameters);
        using var scope = NewDisposeScope();
        var sums = network.named_parameters().Where(pair => pair.parameter.requires_grad)
            .ToDictionary(pair => pair.name, pair => zeros(pair.parameter.shape, dtype: ScalarType.Float64));
        var count = Math.Min(options.Samples, inputs.shape[0]);
        var dataType = network.parameters().First().dtype;
        for (var i = 0L; i < count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            var input = inputs.narrow(0, i, 1);
            foreach (var (label, share) in Labels(Predict(network, input.to(dataType)), options, i))
            {
                Add(sums, session, input, label, share / count);
            }

            progress?.Report(new ProgressReport("Fisher information", i + 1, count, ""));
        }

        return sums.ToDictionary(pair => pair.Key, pair => pair.Value.MoveToOuterDisposeScope());
    }

    private static double[] Predict(nn.Module<Tensor, Tensor> network, Tensor input)
    {
        using var frozen = no_grad();
        return network.call(input).to(ScalarType.Float64).softmax(-1).flatten().contiguous().data<double>().ToArray();
    }

    private static IEnumerable<(long Label, double Share)> Labels(double[] probabilities, FisherOptions options, long input)
    {
        if (options.Labels == FisherLabels.Expected)
        {
            return probabilities.Select((probability, label) => ((long)label, probability)).Where(pair => pair.probability > 0);
        }

        var drawn = CounterRandom.Uniform(options.Seed.For("labels"), input);
        var (label, sum) = (0, probabilities[0]);
        while (sum <= drawn && label < probabilities.Length - 1)
        {
            sum += probabilities[++label];
        }

        return [(label, 1.0)];
    }

    private static void Add(Dictionary<string, Tensor> sums, ModelSession session, Tensor input, long label, double share)
    {
        using var inner = NewDisposeScope();
        var gradient = new Dictionary<string, Tensor>();
        session.Gradient(input.clone(), tensor([label], [1], ScalarType.Int64), 1, gradient);
        using var frozen = no_grad();
        foreach (var (name, part) in gradient)
        {
            sums[name].add_(part.to(ScalarType.Float64).square() * share);
        }
    }
}
