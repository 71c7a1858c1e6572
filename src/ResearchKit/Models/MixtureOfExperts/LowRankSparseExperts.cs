using ResearchKit.Compression;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>Experts whose matrices are low rank plus sparse rows, W = U·V + S, all three parts trainable.</summary>
/// <remarks>
/// Made from dense experts the function is the same: S is what the truncated decomposition leaves. Training with <see cref="LoSparsePruner"/> then empties rows of S. Plain experts without
/// biases, as Switch has them. Parameters: for each matrix <c>wi</c> and <c>wo</c> the stacks <c>wi_u</c> (U, m, r), <c>wi_v</c> (U, r, n), <c>wi_s</c> (U, m, n).
/// Reference: Li et al., 2024 (MC-SMoE), section 3.2.
/// </remarks>
public sealed class LowRankSparseExperts : ExpertBank
{
    private readonly Dictionary<string, Parameter> _weights = new(StringComparer.Ordinal);

    /// <summary>Splits dense experts.</summary>
    /// <param name="experts">Plain experts without biases.</param>
    /// <param name="rank">r, from 1 to the smaller side of a matrix.</param>
    /// <exception cref="ArgumentException">The experts have gates or biases, or the rank does not fit.</exception>
    public LowRankSparseExperts(DenseExperts experts, int rank)
        : this(Split(experts, rank), experts.Activation, rank)
    {
    }

    private LowRankSparseExperts(IReadOnlyDictionary<string, Tensor> weights, Activation activation, int rank)
        : base(nameof(LowRankSparseExperts))
    {
        (Activation, Rank) = (activation, rank);
        foreach (var (name, value) in weights)
        {
            var parameter = (Parameter)new Parameter(value.detach()).DetachFromDisposeScope();
            register_parameter(name, parameter);
            _weights.Add(name, parameter);
        }
    }

    /// <summary>The function between the two matrices.</summary>
    public Activation Activation { get; }

    /// <summary>r.</summary>
    public int Rank { get; }

    /// <inheritdoc/>
    public override int Count => (int)_weights["wi_s"].shape[0];

    /// <summary>The numbers of U and V and of the rows of S that are not all zero.</summary>
    public override long StoredNumbers
    {
        get
        {
            using var scope = NewDisposeScope();
            return Names.Sum(name => _weights[$"{name}_u"].numel() + _weights[$"{name}_v"].numel()
                + (_weights[$"{name}_s"].detach().ne(0).any(2).sum().item<long>() * _weights[$"{name}_s"].shape[2]));
        }
    }

    private static string[] Names => ["wi", "wo"];

    /// <summary>The sparse parts, a view of each matrix of each expert, in the order that <see cref="SparseGradients"/> keeps.</summary>
    /// <returns>The views; they share the parameters' memory.</returns>
    public IReadOnlyList<Tensor> SparseParts() => [.. Names.SelectMany(name => Enumerable.Range(0, Count).Select(e => _weights[$"{name}_s"].detach().select(0, e)))];

    /// <summary>The gradients of the sparse parts among those of a network.</summary>
    /// <param name="gradients">The gradient of each parameter of the network by name.</param>
    /// <param name="prefix">The name of this bank within the network, for example <c>blocks.1.moe.experts</c>.</param>
    /// <returns>Views in the order of <see cref="SparseParts"/>.</returns>
    /// <exception cref="KeyNotFoundException">A gradient is missing.</exception>
    public IReadOnlyList<Tensor> SparseGradients(IReadOnlyDictionary<string, Tensor> gradients, string prefix)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        return [.. Names.SelectMany(name => Enumerable.Range(0, Count).Select(e => gradients[$"{prefix}.{name}_s"].select(0, e)))];
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Product(Activation.Apply(Product(input, "wi")), "wo"); // (U, C, d)
    }

    /// <inheritdoc/>
    public override ExpertBank Copy() => new LowRankSparseExperts(_weights.ToDictionary(w => w.Key, w => w.Value.detach().clone()), Activation, Rank);

    private static Dictionary<string, Tensor> Split(DenseExperts experts, int rank)
    {
        ArgumentNullException.ThrowIfNull(experts);
        if (experts.Weights.Count != 2)
        {
            throw new ArgumentException($"the experts have the weights {string.Join(", ", experts.Weights.Keys)}; expected wi and wo alone", nameof(experts));
        }

        using var frozen = no_grad();
        var result = new Dictionary<string, Tensor>();
        foreach (var name in Names)
        {
            using var scope = NewDisposeScope();
            var parts = Enumerable.Range(0, experts.Count).Select(e => LowRankSparse.From(experts.Weights[name].detach().select(0, e), rank)).ToArray();
            result.Add($"{name}_u", stack(parts.Select(p => p.LowRank.Left)).MoveToOuterDisposeScope());
            result.Add($"{name}_v", stack(parts.Select(p => p.LowRank.Right)).MoveToOuterDisposeScope());
            result.Add($"{name}_s", stack(parts.Select(p => p.Sparse)).MoveToOuterDisposeScope());
        }

        return result;
    }

    private Tensor Product(Tensor x, string name) =>
        bmm(bmm(x, _weights[$"{name}_v"].transpose(1, 2)), _weights[$"{name}_u"].transpose(1, 2)) + bmm(x, _weights[$"{name}_s"].transpose(1, 2));
}
