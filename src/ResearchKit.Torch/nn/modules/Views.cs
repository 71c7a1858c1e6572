using TorchSharp.Interop;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Other views of a tensor that layers need.</summary>
internal static class Views
{
    private static readonly Operator _alias = new("aten::alias");
    private static readonly Operator _detach = new("aten::detach");
    private static readonly Operator _reshape = new("aten::reshape");
    private static readonly Operator _unsqueeze = new("aten::unsqueeze");
    private static readonly Operator _squeeze = new("aten::squeeze", "dim");

    /// <summary>A new handle on the same native tensor, gradients and all.</summary>
    internal static Tensor Share(Tensor tensor)
    {
        var handle = tensor.Acquire();
        try
        {
            nint shared;
            unsafe
            {
                Native.Check(Native.rk_tensor_share(handle, &shared));
            }

            return new Tensor(shared);
        }
        finally
        {
            tensor.Release();
        }
    }

    /// <summary>A tensor of the same elements, connected in the graph.</summary>
    internal static Tensor Alias(Tensor tensor) => _alias.Call(tensor);

    /// <summary>A tensor of the same elements, outside the graph.</summary>
    internal static Tensor Detach(Tensor tensor) => _detach.Call(tensor);

    /// <summary>The elements in another shape.</summary>
    internal static Tensor Reshape(Tensor tensor, params long[] shape) => _reshape.Call(tensor, shape);

    /// <summary>A new axis of size one in front.</summary>
    internal static Tensor AddAxis(Tensor tensor) => _unsqueeze.Call(tensor, 0);

    /// <summary>Without the first axis, which has size one.</summary>
    internal static Tensor DropAxis(Tensor tensor) => _squeeze.Call(tensor, 0);
}
