using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Graphs.Neural;

/// <summary>Soft permutations from scores: rows and columns of exp((scores + noise) / T) are normalised in turn, in the log domain.</summary>
/// <remarks>
/// Columns sum to 1 up to rounding, because they come last; rows nearly. As T falls, the result goes to the permutation of the largest total score. Differentiable.
/// References: R. Sinkhorn, 1964; G. Mena et al., ICLR 2018 (Gumbel-Sinkhorn).
/// </remarks>
public static class GumbelSinkhorn
{
    private const double Tiny = 1e-20;

    /// <summary>Normalises scores.</summary>
    /// <param name="scores">Any finite numbers, (..., N, N).</param>
    /// <param name="options">Temperature, iterations and noise; null for the defaults.</param>
    /// <param name="generator">Draws the noise; needed where it is not 0.</param>
    /// <returns>Numbers from 0 to 1, (..., N, N).</returns>
    /// <exception cref="ArgumentException">An option is out of range, or there is noise without a generator.</exception>
    public static Tensor Normalize(Tensor scores, GumbelSinkhornOptions? options = null, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        options ??= new GumbelSinkhornOptions();
        options.Validate();
        var logs = scores;
        if (options.Noise > 0)
        {
            var uniform = rand(scores.shape, dtype: scores.dtype, generator: generator ?? throw new ArgumentException("Noise needs a generator; found none.", nameof(generator)));
            logs = logs + (uniform.add(Tiny).log().neg().add(Tiny).log().neg().to(scores.device) * options.Noise);
        }

        logs = logs / options.Temperature;
        for (var iteration = 0; iteration < options.Iterations; iteration++)
        {
            logs = logs - logs.logsumexp(-1, true);
            logs = logs - logs.logsumexp(-2, true);
        }

        return logs.exp();
    }
}
