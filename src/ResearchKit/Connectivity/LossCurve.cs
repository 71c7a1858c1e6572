using ResearchKit.Training;

namespace ResearchKit.Connectivity;

/// <summary>Loss and accuracy along the path between two models, and the barriers that they show.</summary>
public sealed record LossCurve
{
    /// <summary>Joins positions and what was measured there.</summary>
    /// <param name="lambdas">Positions, rising from 0 to 1, with 1/2 among them.</param>
    /// <param name="values">Loss and accuracy at each.</param>
    /// <exception cref="ArgumentException">The counts differ, or the positions do not rise from 0 through 1/2 to 1.</exception>
    public LossCurve(IReadOnlyList<double> lambdas, IReadOnlyList<Evaluation> values)
    {
        ArgumentNullException.ThrowIfNull(lambdas);
        ArgumentNullException.ThrowIfNull(values);
        if (lambdas.Count != values.Count)
        {
            throw new ArgumentException($"there are {lambdas.Count} positions and {values.Count} values; expected as many of each", nameof(values));
        }

        for (var i = 1; i < lambdas.Count; i++)
        {
            if (!(lambdas[i] > lambdas[i - 1]))
            {
                throw new ArgumentException($"position {i} is {lambdas[i]}, after {lambdas[i - 1]}; expected rising positions", nameof(lambdas));
            }
        }

        Middle = lambdas.Count < 3 || lambdas[0] != 0 || lambdas[^1] != 1 ? -1 : lambdas.ToList().IndexOf(0.5);
        if (Middle < 0)
        {
            throw new ArgumentException($"positions are {string.Join(", ", lambdas)}; expected them to start at 0, hold 1/2 and end at 1", nameof(lambdas));
        }

        Lambdas = lambdas;
        Values = values;
    }

    /// <summary>The positions λ.</summary>
    public IReadOnlyList<double> Lambdas { get; }

    /// <summary>Loss and accuracy at each position.</summary>
    public IReadOnlyList<Evaluation> Values { get; }

    /// <summary>The losses in order, for a figure.</summary>
    public IReadOnlyList<double> Losses => [.. Values.Select(v => v.Loss)];

    /// <summary>The accuracies in order, for a figure.</summary>
    public IReadOnlyList<double> Accuracies => [.. Values.Select(v => v.Accuracy)];

    /// <summary>Loss and accuracy at λ = 1/2: the merged model.</summary>
    public Evaluation Merged => Values[Middle];

    /// <summary>B = max over λ of L(θ(λ)) - [(1-λ) L(θ_a) + λ L(θ_b)]; at least 0, because the ends count.</summary>
    /// <remarks>NaN when a loss is. Reference: Ito, Yamada and Kumagai, 2024, section 2.</remarks>
    public double MaxBarrier => Max(i => Values[i].Loss - (((1 - Lambdas[i]) * Values[0].Loss) + (Lambdas[i] * Values[^1].Loss)));

    /// <summary>B½ = L(θ(1/2)) - ½ [L(θ_a) + L(θ_b)], the barrier at the merged model; may be negative.</summary>
    public double HalfBarrier => Merged.Loss - (0.5 * (Values[0].Loss + Values[^1].Loss));

    /// <summary>B_plot = max over λ of L(θ(λ)), less ½ [L(θ_a) + L(θ_b)]. Reference: the figures of Ainsworth, Hayase and Srinivasa, 2023.</summary>
    public double PlotBarrier => Max(i => Values[i].Loss) - (0.5 * (Values[0].Loss + Values[^1].Loss));

    private int Middle { get; }

    private double Max(Func<int, double> value) => Enumerable.Range(0, Values.Count).Select(value).Aggregate(double.NegativeInfinity, Math.Max);
}
