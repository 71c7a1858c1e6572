using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>Losses over the places of a batch that count.</summary>
public static class MoeLosses
{
    /// <summary>The mean cross-entropy over the places whose target is not negative.</summary>
    /// <param name="scores">Scores, (..., classes).</param>
    /// <param name="target">Class numbers, (...) int64.</param>
    /// <returns>The loss, a scalar.</returns>
    public static Tensor CrossEntropy(Tensor scores, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(target);
        return nn.functional.cross_entropy(scores.reshape(-1, scores.shape[^1]), target.reshape(-1).clamp_min(-1), ignore_index: -1);
    }

    /// <summary>α · KL(softmax(z_teacher / T) ‖ softmax(z_student / T)) over the places whose target is not negative.</summary>
    /// <param name="student">Scores that learn, (..., classes).</param>
    /// <param name="teacher">Scores to learn from, of the same shape.</param>
    /// <param name="target">Class numbers, (...) int64.</param>
    /// <param name="options">Weight, temperature and mean.</param>
    /// <returns>The loss, a scalar.</returns>
    public static Tensor Distillation(Tensor student, Tensor teacher, Tensor target, DistillationOptions options)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        var wanted = nn.functional.log_softmax(teacher / options.Temperature, -1);
        var given = nn.functional.log_softmax(student / options.Temperature, -1);
        var divergence = (wanted.exp() * (wanted - given)).sum(-1); // one for each place
        var counts = target.ge(0).to(divergence.dtype);
        var total = (divergence * counts).sum() / (options.SumOverPlaces ? full([], target.shape[0], dtype: divergence.dtype, device: divergence.device) : counts.sum().clamp_min(1));
        return total * (options.Alpha * (options.ScaleByTemperature ? options.Temperature * options.Temperature : 1));
    }
}
