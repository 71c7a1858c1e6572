namespace TorchSharp;

/// <summary>Disposes, when it ends, every tensor that the thread created since it began.</summary>
/// <remarks>Made by <see cref="torch.NewDisposeScope"/>; scopes nest. Not thread safe: it belongs to the thread that made it.</remarks>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager _manager;
    private HashSet<IDisposable> _disposables = new(ReferenceEqualityComparer.Instance);
    private bool _ended;

    internal DisposeScope(DisposeScopeManager manager, DisposeScope? outer)
    {
        _manager = manager;
        OuterScope = outer;
    }

    /// <summary>What the scope holds now, as a copy.</summary>
    public IReadOnlyList<IDisposable> DisposablesView => [.. _disposables];

    /// <summary>How many objects the scope holds.</summary>
    public int DisposablesCount => _disposables.Count;

    internal DisposeScope? OuterScope { get; set; }

    /// <summary>Whether the scope holds the object.</summary>
    public bool Contains(IDisposable disposable) => _disposables.Contains(disposable);

    /// <summary>Moves an object to the scope around this one, or out of all scopes when there is none.</summary>
    /// <returns>The object.</returns>
    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        Move(disposable, OuterScope);
        return disposable;
    }

    /// <summary>Moves two objects to the scope around this one, or out of all scopes when there is none.</summary>
    /// <returns>The objects.</returns>
    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    /// <summary>Moves three objects to the scope around this one, or out of all scopes when there is none.</summary>
    /// <returns>The objects.</returns>
    public (T1 first, T2 second, T3 third) MoveToOuter<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (MoveToOuter(first), MoveToOuter(second), MoveToOuter(third));

    /// <summary>Moves objects to the scope around this one, or out of all scopes when there is none.</summary>
    public void MoveToOuter(params IDisposable[] disposables) => MoveToOuter((IEnumerable<IDisposable>)disposables);

    /// <summary>Moves objects to the scope around this one, or out of all scopes when there is none.</summary>
    public void MoveToOuter(IEnumerable<IDisposable> disposables) => MoveToOther(OuterScope, disposables);

    /// <summary>Moves an object to the given scope, or out of all scopes when that is null.</summary>
    /// <returns>The object.</returns>
    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        Move(disposable, scope);
        return disposable;
    }

    /// <summary>Moves objects to the given scope, or out of all scopes when that is null.</summary>
    public void MoveToOther(DisposeScope? scope, IEnumerable<IDisposable> disposables)
    {
        ArgumentNullException.ThrowIfNull(disposables);
        foreach (var disposable in disposables)
        {
            Move(disposable, scope);
        }
    }

    /// <summary>Takes an object out of all scopes.</summary>
    /// <returns>The object.</returns>
    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        Move(disposable, null);
        return disposable;
    }

    /// <summary>Takes two objects out of all scopes.</summary>
    /// <returns>The objects.</returns>
    public (T1 first, T2 second) Detach<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (Detach(first), Detach(second));

    /// <summary>Takes three objects out of all scopes.</summary>
    /// <returns>The objects.</returns>
    public (T1 first, T2 second, T3 third) Detach<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable => (Detach(first), Detach(second), Detach(third));

    /// <summary>Takes objects out of all scopes.</summary>
    public void Detach(params IDisposable[] disposables) => Detach((IEnumerable<IDisposable>)disposables);

    /// <summary>Takes objects out of all scopes.</summary>
    public void Detach(IEnumerable<IDisposable> disposables) => MoveToOther(null, disposables);

    /// <summary>Disposes everything that the scope holds now; the scope stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut([]);

    /// <summary>Disposes what the scope holds now, except the given objects, which stay in it.</summary>
    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        ArgumentNullException.ThrowIfNull(inKeep);
        var held = _disposables;
        _disposables = new HashSet<IDisposable>(inKeep, ReferenceEqualityComparer.Instance);
        foreach (var disposable in held)
        {
            if (_disposables.Contains(disposable))
            {
                continue;
            }

            if (disposable is torch.Tensor tensor)
            {
                tensor.OwningDisposeScope = null;
                if (tensor.IsInvalid)
                {
                    continue;
                }
            }

            _manager.StatisticsInstance.DisposedInScopeCount++;
            disposable.Dispose();
        }
    }

    /// <summary>Disposes what the scope holds now, except the given objects, which stay in it.</summary>
    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    /// <summary>Disposes what the scope holds now, except one object, which stays in it.</summary>
    /// <returns>The object kept.</returns>
    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    /// <summary>Disposes what the scope holds now, except two objects, which stay in it.</summary>
    /// <returns>The objects kept.</returns>
    public (T1 first, T2 second) DisposeEverythingBut<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable
    {
        DisposeEverythingBut([first, second]);
        return (first, second);
    }

    /// <summary>Disposes what the scope holds now, except three objects, which stay in it.</summary>
    /// <returns>The objects kept.</returns>
    public (T1 first, T2 second, T3 third) DisposeEverythingBut<T1, T2, T3>(T1 first, T2 second, T3 third)
        where T1 : IDisposable
        where T2 : IDisposable
        where T3 : IDisposable
    {
        DisposeEverythingBut([first, second, third]);
        return (first, second, third);
    }

    /// <summary>Notes that an object of this scope was disposed, so that it is held no longer.</summary>
    public void MarkAsDisposed(IDisposable disposable)
    {
        if (_disposables.Remove(disposable))
        {
            _manager.StatisticsInstance.DisposedInScopeCount++;
        }

        if (disposable is torch.Tensor tensor)
        {
            tensor.OwningDisposeScope = null;
        }
    }

    /// <summary>Disposes everything that the scope holds, and ends it.</summary>
    public void Dispose()
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        DisposeEverything();
        _manager.Remove(this);
    }

    internal void Hold(IDisposable disposable) => _disposables.Add(disposable);

    private void Move(IDisposable disposable, DisposeScope? target)
    {
        if (!_disposables.Remove(disposable))
        {
            return;
        }

        if (target is null)
        {
            _manager.StatisticsInstance.DetachedFromScopeCount++;
        }
        else
        {
            target.Hold(disposable);
        }

        if (disposable is torch.Tensor tensor)
        {
            tensor.OwningDisposeScope = target;
        }
    }
}
