using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Attention of several heads: each head gives softmax(Q Kᵀ / sqrt(d)) V; their results are joined and mapped linearly.</summary>
/// <remarks>
/// Query (L, N, E), key (S, N, kdim), value (S, N, vdim); output (L, N, E) and the attention averaged over the heads (N, L, S).
/// Reference: Vaswani et al., 2017, section 3.2.2.
/// </remarks>
public sealed class MultiheadAttention : nn.Module<Tensor, Tensor, Tensor, Tensor?, bool, Tensor?, Tuple<Tensor, Tensor>>
{
    private readonly AttentionWeights _weights;
    private readonly Linear _output;
    private readonly long _heads;
    private readonly double _dropout;
    private readonly bool _addZero;

    internal MultiheadAttention(
        long embedded_dim, long num_heads, double dropout, bool bias, bool add_bias_kv, bool add_zero_attn, long? kdim, long? vdim)
        : base(nameof(MultiheadAttention))
    {
        if (num_heads <= 0 || embedded_dim % num_heads != 0)
        {
            throw new ArgumentException(
                $"MultiheadAttention: embedded_dim {embedded_dim} must be divisible by num_heads {num_heads}.", nameof(num_heads));
        }

        _heads = num_heads;
        _dropout = dropout;
        _addZero = add_zero_attn;
        _output = new Linear(embedded_dim, embedded_dim, bias, null, null);
        _weights = new AttentionWeights(embedded_dim, kdim ?? embedded_dim, vdim ?? embedded_dim, bias, add_bias_kv);
        foreach (var (name, parameter) in _weights.Named())
        {
            register_parameter(name, parameter);
        }

        register_module("out_proj", _output);
        if (_output.bias is { } shift)
        {
            nn.init.zeros_(shift);
        }
    }

    /// <summary>Runs the hooks and the forward computation.</summary>
    /// <param name="query">What asks, (L, N, E).</param>
    /// <param name="key">What is compared with, (S, N, kdim).</param>
    /// <param name="value">What is averaged, (S, N, vdim).</param>
    /// <param name="key_padding_mask">Keys to ignore, Bool (N, S), or null.</param>
    /// <param name="need_weights">Whether the attention is returned too.</param>
    /// <param name="attn_mask">Pairs to ignore (Bool) or numbers to add before the softmax, (L, S) or (N heads, L, S), or null.</param>
    /// <returns>The output and the attention; the latter is null when it is not needed.</returns>
    public new Tuple<Tensor, Tensor> call(
        Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null)
        => base.call(query, key, value, key_padding_mask, need_weights, attn_mask);

    /// <summary>The forward computation, without hooks.</summary>
    /// <param name="query">What asks, (L, N, E).</param>
    /// <param name="key">What is compared with, (S, N, kdim).</param>
    /// <param name="value">What is averaged, (S, N, vdim).</param>
    /// <param name="key_padding_mask">Keys to ignore, Bool (N, S), or null.</param>
    /// <param name="need_weights">Whether the attention is returned too.</param>
    /// <param name="attn_mask">Pairs to ignore (Bool) or numbers to add before the softmax, (L, S) or (N heads, L, S), or null.</param>
    /// <returns>The output and the attention; the latter is null when it is not needed.</returns>
    public override Tuple<Tensor, Tensor> forward(
        Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask, bool need_weights, Tensor? attn_mask)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var scope = NewDisposeScope();
        var shape = query.shape;
        if (shape.Length != 3)
        {
            throw new ArgumentException($"MultiheadAttention: expected a query (L, N, E), got shape [{string.Join(", ", shape)}].", nameof(query));
        }

        var (length, batch, size) = (shape[0], shape[1], shape[2]);
        var (q, k, v) = _weights.Project(query, key, value);
        var added = 0L;
        if (_weights.KeyShift is { } keyShift)
        {
            k = cat([k, keyShift.expand(1, batch, size)], 0);
            v = cat([v, _weights.ValueShift!.expand(1, batch, size)], 0);
            added++;
        }

        (q, k, v) = (Heads(q, batch), Heads(k, batch), Heads(v, batch)); // (N heads, L or S, d)
        if (_addZero)
        {
            var zero = zeros(batch * _heads, 1, size / _heads, dtype: k.dtype, device: k.device);
            (k, v) = (cat([k, zero], 1), cat([v, zero], 1));
            added++;
        }

        var scores = q.mul(Math.Sqrt(_heads / (double)size)).bmm(k.transpose(1, 2)); // (N heads, L, S)
        if (AttentionMask.Combine(attn_mask, key_padding_mask, added, batch, _heads, k.shape[1], scores.dtype) is { } mask)
        {
            scores = scores.add(mask);
        }

        var attention = scores.softmax(-1);
        var mixed = nn.functional.dropout(attention, _dropout, training).bmm(v); // (N heads, L, d)
        var output = _output.call(mixed.transpose(0, 1).reshape(length, batch, size)).MoveToOuterDisposeScope();
        var average = need_weights
            ? attention.view(batch, _heads, length, k.shape[1]).mean([1L]).MoveToOuterDisposeScope()
            : null!;
        return Tuple.Create(output, average);
    }

    private Tensor Heads(Tensor x, long batch) => x.reshape(x.shape[0], batch * _heads, -1).transpose(0, 1);
}
