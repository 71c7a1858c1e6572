using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What an optimiser remembers of one parameter.</summary>
public abstract class OptimizerState : IDisposable
{
    /// <summary>Copies the state of another parameter.</summary>
    /// <param name="source">State of the same kind.</param>
    public abstract void LoadStateDict(OptimizerState source);

    /// <summary>Releases the tensors of the state.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the tensors of the state.</summary>
    /// <param name="disposing"><see langword="true"/> when called from <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);

    // Copies rather than shares, so that either optimiser can be disposed.
    internal static Tensor? CopyOf(Tensor? mine, Tensor? other)
    {
        mine?.Dispose();
        if (other is null)
        {
            return null;
        }

        using var guard = GradientMode.Off();
        return Kernels.Own(Kernels.Clone(other));
    }
}
