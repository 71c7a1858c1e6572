namespace TorchSharp;

/// <summary>Keeps the open <see cref="DisposeScope"/>s of each thread.</summary>
#pragma warning disable CA1001 // lives as long as its thread; each scope is disposed by whoever opened it
public class DisposeScopeManager
#pragma warning restore CA1001
{
    [ThreadStatic]
    private static DisposeScopeManager? _threadSingleton;

    private DisposeScope? _current;

    /// <summary>What the calling thread has created and disposed.</summary>
    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.StatisticsInstance;

    internal static DisposeScopeManager ThreadSingleton => _threadSingleton ??= new DisposeScopeManager();

    internal ThreadDisposeScopeStatistics StatisticsInstance { get; } = new();

    internal DisposeScope NewDisposeScope() => _current = new DisposeScope(this, _current);

    internal DisposeScope? RegisterOnCurrentDisposeScope(IDisposable disposable)
    {
        if (_current is null)
        {
            StatisticsInstance.CreatedOutsideScopeCount++;
            return null;
        }

        StatisticsInstance.CreatedInScopeCount++;
        _current.Hold(disposable);
        return _current;
    }

    // Scopes may end out of order: an inner scope that is still open then hangs on the next one outwards.
    internal void Remove(DisposeScope scope)
    {
        if (ReferenceEquals(_current, scope))
        {
            _current = scope.OuterScope;
            return;
        }

        for (var inner = _current; inner is not null; inner = inner.OuterScope)
        {
            if (ReferenceEquals(inner.OuterScope, scope))
            {
                inner.OuterScope = scope.OuterScope;
                return;
            }
        }
    }
}
