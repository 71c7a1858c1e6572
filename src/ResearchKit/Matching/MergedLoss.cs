using ResearchKit.Permutations;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>A loss on data at the merged model (1 - lambda) theta_a + lambda P(theta_b).</summary>
internal sealed class MergedLoss(
    IReadOnlyDictionary<string, Tensor> reference,
    IReadOnlyDictionary<string, Tensor> candidate,
    IParameterLoss loss,
    SinkhornRebasinOptions options) : ISoftAlignmentLoss
{
    private readonly BatchOrder _batches = new(loss.BatchCount, options.ValidationBatch, options.Seed.For("batches"));

    public (double Value, Tensor Differentiable) Soft(IReadOnlyDictionary<string, Tensor> aligned, int step)
    {
        var lambda = options.Lambda ?? options.Seed.For("lambda", step).ToRandom().NextDouble();
        var merged = StateDicts.Lerp(reference, aligned, lambda);
        var value = loss.LossAndGradient(merged, _batches[step], out var gradient);

        // The gradient with respect to P(theta_b) is lambda times that at the merged model; its inner product with P(theta_b) carries it into the graph.
        var products = new List<Tensor>();
        foreach (var (name, tensor) in gradient)
        {
            products.Add((aligned[name] * tensor.detach()).sum());
            tensor.Dispose(); // the graph keeps what it needs
        }

        return (value, stack(products, 0).sum() * lambda);
    }

    public double Hard(Alignment alignment)
    {
        using var scope = NewDisposeScope();
        return loss.Loss(StateDicts.Lerp(reference, alignment.Apply(candidate), options.Lambda ?? 0.5), _batches.Validation);
    }

    public bool IsLeast(double hard) => false;
}
