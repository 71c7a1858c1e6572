using ResearchKit.Data;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Connectivity;

/// <summary>Sets the running statistics of batch normalisation anew, as an average over data.</summary>
/// <remarks>
/// The average of two models' running statistics is not what the merged model's layers see, and accuracy collapses without a reset.
/// The new statistics are the plain (cumulative) averages over batches of the batch mean and of the unbiased batch variance, whatever momentum the layers
/// have: the momentum is measured, by one extra pass over the first batch, and divided out. Reference: Jordan et al., 2023, section 4.
/// </remarks>
public static class BatchNormReset
{
    private const string MeanSuffix = "running_mean";
    private const string VarianceSuffix = "running_var";
    private const string CountSuffix = "num_batches_tracked";

    /// <summary>Gives a copy of a state dict with new running statistics.</summary>
    /// <param name="model">A module that gives the computation; its own tensors and modes are put back.</param>
    /// <param name="parameters">The tensors, for example of an interpolated model.</param>
    /// <param name="data">Images to average over.</param>
    /// <param name="options">Batches, or null for the defaults.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>A new state dict that the caller owns; equal to the given one for a model without batch normalisation.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape than the model's, there are fewer than two images, or an option is out of range.</exception>
    public static Dictionary<string, Tensor> Reset(
        nn.Module<Tensor, Tensor> model,
        IReadOnlyDictionary<string, Tensor> parameters,
        LabelledImages data,
        BatchNormResetOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new BatchNormResetOptions();
        if (options.BatchSize < 2 || options.MaxBatches < 1 || data.Count < 2)
        {
            throw new ArgumentException($"there are {data.Count} images in batches of {options.BatchSize}, at most {options.MaxBatches?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "all"}; expected at least 2 images, batches of at least 2, and at least 1 batch", nameof(options));
        }

        using var frozen = no_grad();
        using var borrowed = new BorrowedParameters(model, parameters);
        using var mode = new ModuleMode(model, training: true);
        using var scope = NewDisposeScope();
        var state = model.state_dict();
        var statistics = state.Where(p => p.Key.EndsWith(MeanSuffix, StringComparison.Ordinal) || p.Key.EndsWith(VarianceSuffix, StringComparison.Ordinal)).ToList();
        var sums = statistics.ToDictionary(p => p.Key, p => zeros_like(p.Value));
        Dictionary<string, double>? momenta = null;
        var batches = statistics.Count == 0 ? 0 : Batches(data.Count, options);
        for (var batch = 0L; batch < batches; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            var images = data.Images.narrow(0, batch * options.BatchSize, Math.Min(options.BatchSize, data.Count));
            var running = RunFrom(model, state, statistics, images, _ => 0);
            momenta ??= Momenta(running, start => RunFrom(model, state, statistics, images, start));
            foreach (var (name, value) in running)
            {
                sums[name].add_(value / (momenta[name] * batches));
            }
        }

        return state.ToDictionary(p => p.Key, p => (sums.TryGetValue(p.Key, out var fresh) ? fresh : p.Value.detach().clone()).MoveToOuterDisposeScope());
    }

    private static long Batches(long count, BatchNormResetOptions options)
        => Math.Min(Math.Max(1, count / options.BatchSize), options.MaxBatches ?? long.MaxValue);

    /// <summary>The weight that each layer gives a batch: a running value that starts c higher ends (1 - momentum) c higher.</summary>
    private static Dictionary<string, double> Momenta(Dictionary<string, Tensor> fromZero, Func<Func<string, double>, Dictionary<string, Tensor>> run)
    {
        // A start far above the batch's own values keeps the rounding of the difference at the last digit.
        var starts = fromZero.ToDictionary(p => p.Key, p => 1 + (16 * p.Value.abs().max().ToNumber()));
        var fromStart = run(name => starts[name]);
        return fromZero.ToDictionary(p => p.Key, p => 1 - ((fromStart[p.Key] - p.Value) / starts[p.Key]).mean().ToNumber());
    }

    private static Dictionary<string, Tensor> RunFrom(nn.Module<Tensor, Tensor> model, Dictionary<string, Tensor> state, List<KeyValuePair<string, Tensor>> statistics, Tensor images, Func<string, double> start)
    {
        foreach (var (name, place) in statistics)
        {
            place.fill_(start(name));
        }

        foreach (var (name, count) in state)
        {
            if (name.EndsWith(CountSuffix, StringComparison.Ordinal))
            {
                count.zero_(); // a layer without momentum weighs a batch by its number; as the first batch it weighs 1
            }
        }

        var first = model.parameters().First();
        model.call(images.to(first.dtype).to(first.device));
        return statistics.ToDictionary(p => p.Key, p => p.Value.clone());
    }
}
