using ResearchKit.Models;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The weights of one expert: a feed-forward network with one hidden layer, plain or gated.</summary>
/// <remarks>
/// Plain: y = Wo a(Wi x + bi) + bo. Gated: y = Wd (a(Wg x) ⊙ (Wu x)). Weights are stored (outputs, inputs). The hidden units are the only axis with a permutation
/// symmetry: every expert of a layer shares the input and output basis. The object holds the tensors it was given, without a copy;
/// <see cref="Dispose"/> frees them, and is not needed where a dispose scope owns them.
/// </remarks>
public sealed class ExpertWeights : IDisposable
{
    private readonly SortedDictionary<ExpertPart, Tensor> _parts;

    private ExpertWeights(SortedDictionary<ExpertPart, Tensor> parts, Activation activation)
    {
        _parts = parts;
        Activation = activation;
    }

    /// <summary>The function a of the hidden units, or of the gate.</summary>
    public Activation Activation { get; }

    /// <summary>The tensors by their role, in the order of <see cref="ExpertPart"/>.</summary>
    public IReadOnlyDictionary<ExpertPart, Tensor> Parts => _parts;

    /// <summary>Wi or Wu, (f, d).</summary>
    public Tensor Up => _parts[ExpertPart.Up];

    /// <summary>Wo or Wd, (d, f).</summary>
    public Tensor Down => _parts[ExpertPart.Down];

    /// <summary>Wg, (f, d), of a gated expert.</summary>
    public Tensor? Gate => _parts.GetValueOrDefault(ExpertPart.Gate);

    /// <summary>Whether the expert has a gate.</summary>
    public bool IsGated => _parts.ContainsKey(ExpertPart.Gate);

    /// <summary>d, the size of a token.</summary>
    public long ModelSize => Up.shape[1];

    /// <summary>f, the number of hidden units.</summary>
    public long HiddenSize => Up.shape[0];

    /// <summary>The number of values in all tensors.</summary>
    public long ParameterCount => _parts.Values.Sum(tensor => tensor.numel());

    /// <summary>Makes a plain expert, as in Switch Transformers (ReLU, no biases) and fairseq (biases).</summary>
    /// <param name="up">Wi, (f, d).</param>
    /// <param name="down">Wo, (d, f).</param>
    /// <param name="activation">The function of the hidden units.</param>
    /// <param name="upBias">bi, (f), or none.</param>
    /// <param name="downBias">bo, (d), or none.</param>
    /// <returns>The expert; it holds the tensors given.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static ExpertWeights Plain(Tensor up, Tensor down, Activation activation = Activation.Relu, Tensor? upBias = null, Tensor? downBias = null) =>
        Create(new Dictionary<ExpertPart, Tensor?> { [ExpertPart.Up] = up, [ExpertPart.Down] = down, [ExpertPart.UpBias] = upBias, [ExpertPart.DownBias] = downBias }, activation);

    /// <summary>Makes a gated expert, as in Mixtral, Qwen, OLMoE and DeepSeek.</summary>
    /// <param name="gate">Wg, (f, d).</param>
    /// <param name="up">Wu, (f, d).</param>
    /// <param name="down">Wd, (d, f).</param>
    /// <param name="activation">The function of the gate.</param>
    /// <returns>The expert; it holds the tensors given.</returns>
    /// <exception cref="ArgumentException">Shapes do not fit.</exception>
    public static ExpertWeights Gated(Tensor gate, Tensor up, Tensor down, Activation activation = Activation.Silu)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return Create(new Dictionary<ExpertPart, Tensor?> { [ExpertPart.Gate] = gate, [ExpertPart.Up] = up, [ExpertPart.Down] = down }, activation);
    }

    /// <summary>Makes an expert from tensors by role, for example as <see cref="Parts"/> gives them.</summary>
    /// <param name="parts">At least <see cref="ExpertPart.Up"/> and <see cref="ExpertPart.Down"/>; entries without a tensor are left out.</param>
    /// <param name="activation">The function of the hidden units, or of the gate.</param>
    /// <returns>The expert; it holds the tensors given.</returns>
    /// <exception cref="ArgumentException">A tensor is missing or has the wrong shape or number type.</exception>
    public static ExpertWeights Create(IEnumerable<KeyValuePair<ExpertPart, Tensor?>> parts, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var given = new SortedDictionary<ExpertPart, Tensor>();
        foreach (var (part, tensor) in parts)
        {
            if (tensor is not null)
            {
                given[part] = tensor;
            }
        }

        ExpertGuard.RequireShapes(given);
        return new ExpertWeights(given, activation);
    }

    /// <summary>The axis of a tensor along which the hidden units lie.</summary>
    /// <param name="part">The role of the tensor.</param>
    /// <returns>0 or 1, or −1 for <see cref="ExpertPart.DownBias"/>, which has no hidden axis.</returns>
    public static int HiddenAxis(ExpertPart part) => part switch
    {
        ExpertPart.Down => 1,
        ExpertPart.DownBias => -1,
        _ => 0,
    };

    /// <summary>The hidden units after the activation, and after the gate where there is one.</summary>
    /// <param name="tokens">Tokens, (..., d).</param>
    /// <returns>A new tensor, (..., f).</returns>
    public Tensor Hidden(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var up = nn.functional.linear(tokens, Up, _parts.GetValueOrDefault(ExpertPart.UpBias));
        var hidden = Gate is { } gate
            ? Activation.Apply(nn.functional.linear(tokens, gate)) * up
            : Activation.Apply(up);
        return hidden.MoveToOuterDisposeScope();
    }

    /// <summary>The expert's output, without the router's gate.</summary>
    /// <param name="tokens">Tokens, (..., d).</param>
    /// <returns>A new tensor, (..., d); gradients flow to the weights and the tokens.</returns>
    public Tensor Forward(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return nn.functional.linear(Hidden(tokens), Down, _parts.GetValueOrDefault(ExpertPart.DownBias)).MoveToOuterDisposeScope();
    }

    /// <summary>Reorders the hidden units; the function stays the same.</summary>
    /// <remarks>Unit i of the result is unit π(i) of this expert: Wi[π, :], Wg[π, :], bi[π], Wo[:, π].</remarks>
    /// <param name="permutation">π of f elements.</param>
    /// <returns>A new expert with its own tensors.</returns>
    /// <exception cref="ArgumentException">The permutation has another length than f.</exception>
    public ExpertWeights Permute(Permutation permutation)
    {
        ArgumentNullException.ThrowIfNull(permutation);
        return Map((part, tensor) => HiddenAxis(part) is var axis and >= 0 ? permutation.Apply(tensor, axis) : tensor.clone());
    }

    /// <summary>Makes an expert of the same kind with every tensor replaced.</summary>
    /// <param name="change">Gives the new tensor for each role; its shape may differ in the number of hidden units.</param>
    /// <returns>The new expert.</returns>
    /// <exception cref="ArgumentException">The new tensors do not fit one another.</exception>
    public ExpertWeights Map(Func<ExpertPart, Tensor, Tensor> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Create(_parts.Select(pair => KeyValuePair.Create(pair.Key, (Tensor?)change(pair.Key, pair.Value))), Activation);
    }

    /// <summary>Copies the tensors.</summary>
    /// <returns>A new expert.</returns>
    public ExpertWeights Clone() => Map((_, tensor) => tensor.detach().clone());

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in _parts.Values)
        {
            tensor.Dispose();
        }
    }
}
