namespace ResearchKit.Kernel.Jupyter.Connection;

/// <summary>The five ports of a kernel.</summary>
/// <param name="Shell">Requests that run or look at code, in order.</param>
/// <param name="Iopub">What the kernel tells everybody: outputs and whether it is busy.</param>
/// <param name="Stdin">Questions of the kernel to a person.</param>
/// <param name="Control">Requests that must not wait: interrupt and shutdown.</param>
/// <param name="Heartbeat">Echoes what it gets.</param>
public sealed record KernelPorts(int Shell, int Iopub, int Stdin, int Control, int Heartbeat);
