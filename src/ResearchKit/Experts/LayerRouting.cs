using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>The routing statistics of one layer with E experts and tokens of size d.</summary>
/// <remarks>Sums are float64 and on the CPU. The object owns its tensors; what properties give lives as long as it does.</remarks>
public sealed class LayerRouting : IDisposable
{
    private readonly int _limit;
    private readonly Tensor _coRouting; // (E, E)
    private readonly Tensor _logitGram; // (E, E)
    private readonly Tensor _gateSum; // (E)
    private readonly Tensor _inputSum; // (E, d), over the tokens routed to each expert
    private readonly Tensor _inputAbsoluteSum; // (E, d)
    private readonly Tensor _inputSquareSum; // (E, d)
    private readonly KeptTokens _kept;
    private readonly long[] _counts;

    /// <summary>Makes the statistics of a layer that has seen nothing.</summary>
    internal LayerRouting(string layer, long experts, long modelSize, int limit)
    {
        (Layer, Experts, ModelSize, _limit) = (layer, checked((int)experts), checked((int)modelSize), limit);
        _counts = new long[experts];
        _coRouting = Sum(experts, experts);
        _logitGram = Sum(experts, experts);
        _gateSum = Sum(experts);
        _inputSum = Sum(experts, modelSize);
        _inputAbsoluteSum = Sum(experts, modelSize);
        _inputSquareSum = Sum(experts, modelSize);
        _kept = new KeptTokens();
    }

    /// <summary>The layer's name.</summary>
    public string Layer { get; }

    /// <summary>E, the number of router slots.</summary>
    public int Experts { get; }

    /// <summary>d, the size of a token.</summary>
    public int ModelSize { get; }

    /// <summary>The number of tokens that counted.</summary>
    public long Tokens { get; private set; }

    /// <summary>How often each expert was chosen; the sum is k times <see cref="Tokens"/>.</summary>
    public IReadOnlyList<long> Counts => _counts;

    /// <summary>The share A of all choices that fell on each expert; sums to 1, or to 0 before the first token.</summary>
    public IReadOnlyList<double> Frequency => ExpertFrequency.Of(_counts);

    /// <summary>For each pair of experts the number of tokens that chose both, (E, E); the diagonal holds <see cref="Counts"/>.</summary>
    public Tensor CoRouting => _coRouting;

    /// <summary>HᵀH of the router's logits H over all tokens, (E, E); uncentred.</summary>
    public Tensor LogitGram => _logitGram;

    /// <summary>The sum of the gates with which each expert's output was weighted, (E).</summary>
    public Tensor GateSum => _gateSum;

    /// <summary>The mean input of the tokens routed to each expert, (E, d); zeros for an expert that had none. A new tensor.</summary>
    public Tensor MeanInput => PerToken(_inputSum);

    /// <summary>The mean absolute input of the tokens routed to each expert, (E, d); zeros for an expert that had none. A new tensor.</summary>
    public Tensor MeanAbsoluteInput => PerToken(_inputAbsoluteSum);

    /// <summary>The L2 norm of each input coordinate over the tokens routed to each expert, (E, d). A new tensor.</summary>
    public Tensor InputNorm => _inputSquareSum.sqrt();

    /// <summary>The number of tokens whose values are kept.</summary>
    public long KeptCount => _kept.Count;

    /// <summary>The kept inputs, (n, d), in the order seen.</summary>
    /// <exception cref="InvalidOperationException">No tokens were kept.</exception>
    public Tensor Inputs => Kept(0);

    /// <summary>The kept router logits, (n, E).</summary>
    /// <exception cref="InvalidOperationException">No tokens were kept.</exception>
    public Tensor Logits => Kept(1);

    /// <summary>The slots chosen for the kept tokens, (n, k) int64.</summary>
    /// <exception cref="InvalidOperationException">No tokens were kept.</exception>
    public Tensor Selected => Kept(2);

    /// <summary>The gates of the kept tokens' choices, (n, k).</summary>
    /// <exception cref="InvalidOperationException">No tokens were kept.</exception>
    public Tensor Gates => Kept(3);

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in new[] { _coRouting, _logitGram, _gateSum, _inputSum, _inputAbsoluteSum, _inputSquareSum })
        {
            tensor.Dispose();
        }

        _kept.Dispose();
    }

    internal void Add(RoutingBatch batch)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var tokens = RoutedTokens.Of(batch, Layer, Experts, ModelSize);
        if (tokens.Count == 0)
        {
            return;
        }

        var wide = tokens.Inputs.to(ScalarType.Float64); // (T, d)
        var logits = tokens.Logits.to(ScalarType.Float64); // (T, E)
        var chosen = zeros(tokens.Count, Experts, dtype: ScalarType.Float64).scatter_(1, tokens.Selected, ones_like(tokens.Selected).to(ScalarType.Float64)); // (T, E)
        var gates = zeros(tokens.Count, Experts, dtype: ScalarType.Float64).scatter_(1, tokens.Selected, tokens.Gates.to(ScalarType.Float64)); // (T, E)
        var routed = chosen.t();
        _coRouting.add_(routed.matmul(chosen));
        _logitGram.add_(logits.t().matmul(logits));
        _gateSum.add_(gates.sum(dim: 0));
        _inputSum.add_(routed.matmul(wide));
        _inputAbsoluteSum.add_(routed.matmul(wide.abs()));
        _inputSquareSum.add_(routed.matmul(wide.square()));
        var counts = chosen.sum(dim: 0).contiguous().data<double>().ToArray();
        for (var i = 0; i < counts.Length; i++)
        {
            _counts[i] += (long)counts[i];
        }

        Tokens += tokens.Count;
        _kept.Add(tokens, _limit);
    }

    private static Tensor Sum(params long[] shape) => zeros(shape, dtype: ScalarType.Float64).DetachFromDisposeScope();

    private Tensor PerToken(Tensor sum)
    {
        using var scope = NewDisposeScope();
        var counts = tensor(_counts, [Experts, 1], ScalarType.Float64).clamp_min(1);
        return (sum / counts).MoveToOuterDisposeScope();
    }

    private Tensor Kept(int which) => _kept.Get(which, Layer);
}
