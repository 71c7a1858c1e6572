namespace TorchSharp;

public static partial class torch
{
    /// <summary>Opens a scope that disposes, when it ends, the tensors which this thread creates meanwhile.</summary>
    /// <returns>The scope; dispose it to end it.</returns>
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    /// <summary>Evaluates an expression in a scope of its own and keeps the result alone.</summary>
    /// <param name="expr">Computes a tensor.</param>
    /// <returns>The tensor, in the scope around the call.</returns>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        ArgumentNullException.ThrowIfNull(expr);
        using var scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }
}
