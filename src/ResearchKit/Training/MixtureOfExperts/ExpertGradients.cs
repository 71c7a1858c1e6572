using ResearchKit.Experts;
using ResearchKit.Models.MixtureOfExperts;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Training.MixtureOfExperts;

/// <summary>The gradient of the loss for each expert, and its mean square over single samples.</summary>
/// <param name="Gradients">For each expert the gradient of the mean loss over the data.</param>
/// <param name="Fisher">For each expert the mean over samples of the squared gradient of one sample's loss: the diagonal of the empirical Fisher information.</param>
public sealed record ExpertGradients(IReadOnlyList<ExpertWeights> Gradients, IReadOnlyList<ExpertWeights> Fisher)
{
    /// <summary>Measures a network's experts on data, one sample at a time.</summary>
    /// <param name="model">The network; its experts are dense.</param>
    /// <param name="data">The data.</param>
    /// <returns>One for each layer of experts; the caller frees the tensors.</returns>
    /// <exception cref="ArgumentException">A layer's experts are not dense.</exception>
    public static IReadOnlyList<ExpertGradients> Measure(IMoePredictor model, MoeBatch data)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        using var scope = NewDisposeScope();
        var banks = model.MoeLayers.Select(l => l.Experts as DenseExperts ?? throw new ArgumentException($"{l.LayerName} has experts of type {l.Experts.GetType().Name}; expected dense ones", nameof(model))).ToArray();
        Tensor[] places = [.. banks.SelectMany(b => b.Weights.Values)];
        var sums = places.Select(p => zeros_like(p).detach()).ToArray();
        var squares = places.Select(p => zeros_like(p).detach()).ToArray();
        var count = data.Input.shape[0];
        for (long i = 0; i < count; i++)
        {
            using var inner = NewDisposeScope();
            var loss = MoeLosses.CrossEntropy(model.Run(data.Input.narrow(0, i, 1), MoePass.Evaluation), data.Target.narrow(0, i, 1));
            var gradients = autograd.grad([loss], places);
            using var frozen = no_grad();
            for (var p = 0; p < places.Length; p++)
            {
                sums[p].add_(gradients[p], 1.0 / count);
                squares[p].addcmul_(gradients[p], gradients[p], 1.0 / count);
            }
        }

        var result = new List<ExpertGradients>();
        var next = 0;
        foreach (var bank in banks)
        {
            var names = bank.Weights.Keys.ToArray();
            var start = next;
            result.Add(new ExpertGradients(Split(sums), Split(squares)));
            next += names.Length;

            IReadOnlyList<ExpertWeights> Split(Tensor[] values)
            {
                using var stacked = new DenseExperts(names.Select((n, i) => KeyValuePair.Create(n, values[start + i])).ToDictionary(), bank.Activation);
                return [.. Enumerable.Range(0, bank.Count).Select(e => stacked.Expert(e).Map((_, t) => t.clone().DetachFromDisposeScope()))];
            }
        }

        return result;
    }
}
