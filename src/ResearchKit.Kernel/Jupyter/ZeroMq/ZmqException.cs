namespace ResearchKit.Kernel.Jupyter.ZeroMq;

/// <summary>A call of libzmq failed.</summary>
/// <param name="code">libzmq's error number.</param>
/// <param name="message">What was tried, and libzmq's own words.</param>
internal sealed class ZmqException(int code, string message) : IOException(message)
{
    /// <summary>The error number of a call that would have to wait.</summary>
    public static readonly int Again = OperatingSystem.IsMacOS() ? 35 : 11;

    /// <summary>The error number of a call that a signal broke off.</summary>
    public const int Interrupted = 4;

    /// <summary>The error number of every call after the context was shut down.</summary>
    public const int Terminated = 156384712 + 53;

    /// <summary>libzmq's error number.</summary>
    public int Code { get; } = code;
}
