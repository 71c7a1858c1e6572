namespace ResearchKit.Kernel.Jupyter.Connection;

/// <summary>How a front end reaches the kernel.</summary>
public enum KernelTransport
{
    /// <summary>TCP ports of one address.</summary>
    Tcp,

    /// <summary>Sockets in the file system, whose names end in the port numbers.</summary>
    Ipc,
}
