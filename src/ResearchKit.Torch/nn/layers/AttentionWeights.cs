using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The maps from query, key and value into the heads: one matrix for all three when their sizes agree, else three.</summary>
internal sealed class AttentionWeights
{
    private readonly Parameter? _all;
    private readonly Parameter? _query;
    private readonly Parameter? _key;
    private readonly Parameter? _value;
    private readonly Parameter? _shift;

    internal AttentionWeights(long size, long keySize, long valueSize, bool bias, bool addShifts)
    {
        if (keySize == size && valueSize == size)
        {
            _all = LayerTensors.Uninitialised(null, null, 3 * size, size);
            nn.init.xavier_uniform_(_all);
        }
        else
        {
            _query = LayerTensors.Uninitialised(null, null, size, size);
            _key = LayerTensors.Uninitialised(null, null, size, keySize);
            _value = LayerTensors.Uninitialised(null, null, size, valueSize);
            nn.init.xavier_uniform_(_query);
            nn.init.xavier_uniform_(_key);
            nn.init.xavier_uniform_(_value);
        }

        if (bias)
        {
            _shift = LayerTensors.Uninitialised(null, null, 3 * size);
            nn.init.zeros_(_shift);
        }

        if (addShifts)
        {
            KeyShift = LayerTensors.Uninitialised(null, null, 1, 1, size);
            ValueShift = LayerTensors.Uninitialised(null, null, 1, 1, size);
            nn.init.xavier_normal_(KeyShift);
            nn.init.xavier_normal_(ValueShift);
        }
    }

    /// <summary>A key that is added to every sequence, or null.</summary>
    internal Parameter? KeyShift { get; }

    /// <summary>The value of that key, or null.</summary>
    internal Parameter? ValueShift { get; }

    /// <summary>The parameters under PyTorch's names.</summary>
    internal IEnumerable<(string Name, Parameter Parameter)> Named()
        => new (string Name, Parameter? Parameter)[]
        {
            ("in_proj_weight", _all),
            ("q_proj_weight", _query),
            ("k_proj_weight", _key),
            ("v_proj_weight", _value),
            ("in_proj_bias", _shift),
            ("bias_k", KeyShift),
            ("bias_v", ValueShift),
        }.Where(entry => entry.Parameter is not null).Select(entry => (entry.Name, entry.Parameter!));

    /// <summary>Maps query, key and value; the results belong to the current dispose scope.</summary>
    internal (Tensor Query, Tensor Key, Tensor Value) Project(Tensor query, Tensor key, Tensor value)
    {
        var weights = _all?.chunk(3) ?? [_query!, _key!, _value!];
        var shifts = _shift?.chunk(3) ?? [null!, null!, null!];
        return (
            nn.functional.linear(query, weights[0], shifts[0]),
            nn.functional.linear(key, weights[1], shifts[1]),
            nn.functional.linear(value, weights[2], shifts[2]));
    }
}
