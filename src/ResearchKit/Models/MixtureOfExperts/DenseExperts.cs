using ResearchKit.Experts;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ResearchKit.Models.MixtureOfExperts;

/// <summary>Experts with full weight matrices, stacked: plain Wo·σ(Wi·x) or gated Wo·(σ(Wg·x) ⊙ Wi·x), with or without biases.</summary>
/// <remarks>Parameters: <c>wi</c> (U, f, d), <c>wo</c> (U, d, f), and where there are such <c>wg</c> (U, f, d), <c>bi</c> (U, f), <c>bo</c> (U, d).</remarks>
public sealed class DenseExperts : ExpertBank
{
    private static readonly (string Name, ExpertPart Part)[] Roles =
        [("wi", ExpertPart.Up), ("wo", ExpertPart.Down), ("wg", ExpertPart.Gate), ("bi", ExpertPart.UpBias), ("bo", ExpertPart.DownBias)];

    private readonly Dictionary<string, Parameter> _weights = new(StringComparer.Ordinal);

    /// <summary>Makes experts of stacked weights, which are copied.</summary>
    /// <param name="weights">The parameters by name, as in the remarks.</param>
    /// <param name="activation">The function σ.</param>
    /// <exception cref="ArgumentException">A weight is missing or unknown, or its shape does not fit the others.</exception>
    public DenseExperts(IReadOnlyDictionary<string, Tensor> weights, Activation activation)
        : base(nameof(DenseExperts))
    {
        ArgumentNullException.ThrowIfNull(weights);
        Activation = activation;
        Check(weights);
        foreach (var (name, value) in weights)
        {
            using var scope = NewDisposeScope();
            var parameter = new Parameter(value.detach().clone()).DetachFromDisposeScope();
            register_parameter(name, (Parameter)parameter);
            _weights.Add(name, (Parameter)parameter);
        }
    }

    /// <summary>The function between the two matrices.</summary>
    public Activation Activation { get; }

    /// <summary>The parameters by name; they belong to the module.</summary>
    public IReadOnlyDictionary<string, Parameter> Weights => _weights;

    /// <summary>Whether an expert has a gate.</summary>
    public bool IsGated => _weights.ContainsKey("wg");

    /// <inheritdoc/>
    public override int Count => (int)_weights["wi"].shape[0];

    /// <inheritdoc/>
    public override long StoredNumbers => _weights.Values.Sum(w => w.NumberOfElements);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Product(Hidden(input), "wo", "bo"); // (U, C, d)
    }

    /// <summary>Gives what enters the second matrix of each expert.</summary>
    /// <param name="input">Rows for each expert, (U, C, d).</param>
    /// <returns>Hidden activations, (U, C, f).</returns>
    public Tensor Hidden(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var x = Product(input, "wi", "bi"); // (U, C, f)
        return IsGated ? Activation.Apply(Product(input, "wg", null)) * x : Activation.Apply(x);
    }

    /// <inheritdoc/>
    public override ExpertBank Copy() => new DenseExperts(_weights.ToDictionary(w => w.Key, w => (Tensor)w.Value), Activation);

    /// <summary>One expert as a value.</summary>
    /// <param name="expert">Its number, from 0.</param>
    /// <returns>The expert; its tensors are views of the module's, without a graph.</returns>
    public ExpertWeights Expert(int expert) => ExpertWeights.Create(
        Roles.Where(role => _weights.ContainsKey(role.Name)).Select(role => KeyValuePair.Create(role.Part, (Tensor?)_weights[role.Name].detach().select(0, expert))), Activation);

    /// <summary>Makes a bank of experts, which are copied.</summary>
    /// <param name="experts">The experts, all alike.</param>
    /// <returns>The bank.</returns>
    /// <exception cref="ArgumentException">There is no expert, or they differ in kind or shape.</exception>
    public static DenseExperts Of(IReadOnlyList<ExpertWeights> experts)
    {
        ArgumentNullException.ThrowIfNull(experts);
        ExpertGuard.RequireAlike(experts, nameof(experts));
        using var scope = NewDisposeScope();
        var weights = Roles.Where(role => experts[0].Parts.ContainsKey(role.Part)).ToDictionary(role => role.Name, role => stack(experts.Select(e => e.Parts[role.Part])));
        return new DenseExperts(weights, experts[0].Activation);
    }

    private static void Check(IReadOnlyDictionary<string, Tensor> weights)
    {
        if (!weights.TryGetValue("wi", out var first) || first.dim() != 3 || first.shape[0] < 1)
        {
            throw new ArgumentException($"the weights are {string.Join(", ", weights.Keys)}; expected wi (U, f, d), wo (U, d, f) and perhaps wg, bi, bo", nameof(weights));
        }

        var (u, f, d) = (first.shape[0], first.shape[1], first.shape[2]);
        var expected = new Dictionary<string, long[]> { ["wi"] = [u, f, d], ["wo"] = [u, d, f], ["wg"] = [u, f, d], ["bi"] = [u, f], ["bo"] = [u, d] };
        foreach (var (name, value) in weights)
        {
            if (!expected.TryGetValue(name, out var shape) || !value.shape.AsSpan().SequenceEqual(shape))
            {
                throw new ArgumentException($"the weight '{name}' has shape [{string.Join(", ", value.shape)}]; expected {(shape is null ? "one of wi, wo, wg, bi, bo" : $"[{string.Join(", ", shape)}]")}", nameof(weights));
            }
        }

        if (!weights.ContainsKey("wo"))
        {
            throw new ArgumentException("the weight 'wo' is missing; expected wi and wo", nameof(weights));
        }
    }

    private Tensor Product(Tensor x, string weight, string? bias)
    {
        var y = bmm(x, _weights[weight].transpose(1, 2));
        return bias is not null && _weights.TryGetValue(bias, out var b) ? y + b.unsqueeze(1) : y;
    }
}
