namespace TorchSharp;

/// <summary>Counts of the tensors that one thread has created and disposed, for leak hunts.</summary>
public class ThreadDisposeScopeStatistics
{
    /// <summary>Tensors created while no scope was open.</summary>
    public long CreatedOutsideScopeCount { get; internal set; }

    /// <summary>Tensors created while a scope was open.</summary>
    public long CreatedInScopeCount { get; internal set; }

    /// <summary>Tensors disposed while a scope held them.</summary>
    public long DisposedInScopeCount { get; internal set; }

    /// <summary>Tensors taken out of all scopes.</summary>
    public long DetachedFromScopeCount { get; internal set; }

    /// <summary>Tensors of scopes that are neither disposed nor detached.</summary>
    public long ThreadTotalLiveCount => CreatedInScopeCount - DisposedInScopeCount - DetachedFromScopeCount;

    /// <summary>Sets all counts to zero.</summary>
    public void Reset()
    {
        CreatedOutsideScopeCount = 0;
        CreatedInScopeCount = 0;
        DisposedInScopeCount = 0;
        DetachedFromScopeCount = 0;
    }
}
