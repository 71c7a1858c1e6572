using ResearchKit.Merging.Methods;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Fitting;

/// <summary>Averages of fine-tunes of one model that cost no more to run than one of them.</summary>
/// <remarks>Reference: Wortsman et al., 2022 (arXiv 2203.05482), section 2.</remarks>
public static class ModelSoup
{
    /// <summary>The plain mean of all models.</summary>
    /// <param name="models">The models: the same names, shapes and types.</param>
    /// <returns>The mean, owned by the caller.</returns>
    /// <exception cref="ArgumentException">There is no model, or two differ in a tensor.</exception>
    public static Dictionary<string, Tensor> Uniform(IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models) => ModelMerge.Merge(new LinearMerge(), models);

    /// <summary>The greedy soup: models from the best to the worst, each kept if the mean with it scores no worse than the mean without it.</summary>
    /// <remarks>Models of equal score are tried in the order in which they are listed. The soup is never worse than the best model by the score that is given.</remarks>
    /// <param name="models">The models: the same names, shapes and types.</param>
    /// <param name="score">Gives a model's score on data that are held out; higher is better, and the same tensors must give the same score.</param>
    /// <param name="progress">Told after every model.</param>
    /// <param name="cancellationToken">Stops between scores.</param>
    /// <returns>The soup.</returns>
    /// <exception cref="ArgumentException">There is no model, or two differ in a tensor.</exception>
    /// <exception cref="InvalidOperationException">A score is not a number.</exception>
    public static SoupResult Greedy(
        IReadOnlyList<IReadOnlyDictionary<string, Tensor>> models,
        Func<IReadOnlyDictionary<string, Tensor>, double> score,
        IProgress<ProgressReport>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(score);
        if (models.Count == 0)
        {
            throw new ArgumentException("There are no models to make a soup of.", nameof(models));
        }

        double[] own = [.. models.Select((model, number) => Score(score, model, $"model {number}", cancellationToken))];
        int[] order = [.. Enumerable.Range(0, models.Count).OrderByDescending(model => own[model])];
        List<int> members = [order[0]];
        List<SoupTrial> trials = [new(order[0], own[order[0]], own[order[0]], true)];
        var best = own[order[0]];
        foreach (var model in order.Skip(1))
        {
            using var scope = NewDisposeScope();
            var value = Score(score, Uniform([.. members.Append(model).Select(member => models[member])]), $"the soup with model {model}", cancellationToken);
            trials.Add(new SoupTrial(model, own[model], value, value >= best));
            if (value >= best)
            {
                best = value;
                members.Add(model);
            }

            progress?.Report(new ProgressReport("greedy soup", trials.Count, models.Count, FormattableString.Invariant($"{members.Count} members, score {best:g6}")));
        }

        return new SoupResult(Uniform([.. members.Select(member => models[member])]), members, best, trials);
    }

    private static double Score(Func<IReadOnlyDictionary<string, Tensor>, double> score, IReadOnlyDictionary<string, Tensor> model, string what, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var value = score(model);
        return double.IsNaN(value) ? throw new InvalidOperationException($"The score of {what} is not a number; expected one that can be compared.") : value;
    }
}
