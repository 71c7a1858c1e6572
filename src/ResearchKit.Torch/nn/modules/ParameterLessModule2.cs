using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>A module of two inputs that has neither parameters nor buffers, so that moving it does nothing.</summary>
/// <typeparam name="T1">Type of the first input.</typeparam>
/// <typeparam name="T2">Type of the second input.</typeparam>
/// <typeparam name="TResult">Type of the result.</typeparam>
public abstract class ParameterLessModule<T1, T2, TResult> : nn.Module<T1, T2, TResult>
{
    /// <summary>Creates the module.</summary>
    /// <param name="name">Name of the module.</param>
    protected ParameterLessModule(string name)
        : base(name)
    {
    }

    /// <inheritdoc/>
    public override void register_buffer(string name, Tensor tensor, bool persistent = true)
        => throw new InvalidOperationException($"'{GetName()}' is a module without parameters: buffer '{name}' cannot be registered.");

    /// <inheritdoc/>
    public override void register_parameter(string name, Parameter param)
        => throw new InvalidOperationException($"'{GetName()}' is a module without parameters: parameter '{name}' cannot be registered.");
}
