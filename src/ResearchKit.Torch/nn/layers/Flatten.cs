using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Merges the axes from start_dim to end_dim into one.</summary>
/// <remarks>Input (*, S_start, ..., S_end, *), output (*, S_start ... S_end, *).</remarks>
public sealed class Flatten : ParameterLessModule<Tensor, Tensor>
{
    private static readonly Operator _flatten = new("aten::flatten", "using_ints");

    internal Flatten(long start_dim, long end_dim)
        : base(nameof(Flatten))
    {
        this.start_dim = start_dim;
        this.end_dim = end_dim;
    }

    /// <summary>First axis.</summary>
    public long start_dim { get; set; }

    /// <summary>Last axis; negative counts from the end.</summary>
    public long end_dim { get; set; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => _flatten.Call(input, start_dim, end_dim);
}
