namespace ResearchKit.Kernel.Sessions;

/// <summary>The names that a session puts within reach of every cell.</summary>
public sealed class SessionGlobals
{
    /// <summary>Cancelled when the cell is asked to stop; pass it to long work.</summary>
    public CancellationToken CancellationToken { get; internal set; }
}
