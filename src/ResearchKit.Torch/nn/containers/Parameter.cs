using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A tensor that a module trains.</summary>
public class Parameter : Tensor
{
    /// <summary>Creates a parameter that shares the memory of a tensor but not its history.</summary>
    /// <param name="data">The values.</param>
    /// <param name="requires_grad">Whether gradients are recorded.</param>
    public Parameter(Tensor data, bool requires_grad = true)
        : base(Detached(data), data.NumberOfElements * data.element_size())
    {
        this.requires_grad = requires_grad;
    }

    private static nint Detached(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Views.Detach(data).MoveHandle();
    }
}
