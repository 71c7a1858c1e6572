using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Ensembles;

/// <summary>What several models say together, from the scores of each.</summary>
public static class EnsembleScores
{
    /// <summary>The mean of the models' scores, for models of the same labels.</summary>
    /// <param name="logits">The scores of each model, (N, classes) each.</param>
    /// <returns>The mean, (N, classes), owned by the caller.</returns>
    /// <exception cref="ArgumentException">There are none, or their shapes differ.</exception>
    public static Tensor MeanLogits(params IReadOnlyList<Tensor> logits) => Mean(logits, scores => scores);

    /// <summary>The mean of the models' probabilities, for models of the same labels.</summary>
    /// <param name="logits">The scores of each model, (N, classes) each.</param>
    /// <returns>Probabilities, (N, classes), owned by the caller.</returns>
    /// <exception cref="ArgumentException">There are none, or their shapes differ.</exception>
    public static Tensor MeanProbabilities(params IReadOnlyList<Tensor> logits) => Mean(logits, scores => scores.softmax(1L));

    /// <summary>The joint prediction of heads for different labels: each head's own softmax, side by side.</summary>
    /// <remarks>
    /// The largest entry over all heads is the prediction. Rows sum to the number of heads, or to 1 with <paramref name="normalize"/>, which changes no prediction.
    /// Reference: Stoica et al., ZipIt!, ICLR 2024, section 5.1 (joint accuracy).
    /// </remarks>
    /// <param name="logits">The scores of each head, (N, classes of the task).</param>
    /// <param name="classes">For each head the joint number of each of its classes, all different; null for one head after the other.</param>
    /// <param name="normalize">Whether rows are divided by the number of heads, so that they are probabilities of all classes.</param>
    /// <returns>Scores from 0 to 1, (N, classes of all tasks), owned by the caller.</returns>
    /// <exception cref="ArgumentException">There are no heads, they have different numbers of inputs, or the class numbers are not 0 to the total less 1, each once.</exception>
    public static Tensor Joint(IReadOnlyList<Tensor> logits, IReadOnlyList<IReadOnlyList<int>>? classes = null, bool normalize = true)
    {
        Check(logits, sameClasses: false);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var joined = cat([.. logits.Select(scores => scores.detach().softmax(1L))], 1);
        if (classes is not null)
        {
            joined = joined.index_select(1, Order(logits, classes).to(joined.device));
        }

        return (normalize ? joined / logits.Count : joined.clone()).MoveToOuterDisposeScope();
    }

    private static Tensor Mean(IReadOnlyList<Tensor> logits, Func<Tensor, Tensor> map)
    {
        Check(logits, sameClasses: true);
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return stack([.. logits.Select(scores => map(scores.detach()))], 0).mean([0L]).MoveToOuterDisposeScope();
    }

    /// <summary>The place of every joint class among the heads' classes.</summary>
    private static Tensor Order(IReadOnlyList<Tensor> logits, IReadOnlyList<IReadOnlyList<int>> classes)
    {
        if (classes.Count != logits.Count || classes.Where((numbers, head) => numbers.Count != logits[head].shape[1]).Any())
        {
            throw new ArgumentException($"There are class numbers for {string.Join(" + ", classes.Select(numbers => numbers.Count))} classes; the heads have {string.Join(" + ", logits.Select(scores => scores.shape[1]))}.", nameof(classes));
        }

        int[] numbers = [.. classes.SelectMany(head => head)];
        var place = new long[numbers.Length];
        Array.Fill(place, -1);
        for (var k = 0; k < numbers.Length; k++)
        {
            if ((uint)numbers[k] >= (uint)numbers.Length || place[numbers[k]] >= 0)
            {
                throw new ArgumentException($"The class numbers are {string.Join(", ", numbers)}; expected each of 0 to {numbers.Length - 1} once.", nameof(classes));
            }

            place[numbers[k]] = k;
        }

        return tensor(place);
    }

    private static void Check(IReadOnlyList<Tensor> logits, bool sameClasses)
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (logits.Count == 0 || logits.Any(scores => scores.shape.Length != 2 || scores.shape[0] != logits[0].shape[0] || (sameClasses && scores.shape[1] != logits[0].shape[1])))
        {
            throw new ArgumentException($"The scores are {string.Join(", ", logits.Select(scores => $"[{string.Join(", ", scores.shape)}]"))}; expected (N, classes) of at least one model, all alike{(sameClasses ? "" : " in N")}.", nameof(logits));
        }
    }
}
