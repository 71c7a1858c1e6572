namespace ResearchKit.Assignment;

/// <summary>The few vector operations that the solvers are written in, so that one source serves every register width.</summary>
/// <remarks>
/// Implementations are empty structs used as type arguments: the compiler makes one version of a kernel for each and inlines all of it.
/// Minimum and maximum have the processor's own treatment of NaN, which never occurs: costs are checked and prices are finite.
/// </remarks>
/// <typeparam name="TVector">The register type.</typeparam>
/// <typeparam name="T">The number type, float or double.</typeparam>
internal unsafe interface ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Numbers in a register.</summary>
    static abstract int Width { get; }

    /// <summary>The numbers 0, 1, 2, ... up to the width.</summary>
    static abstract TVector Sequence { get; }

    static abstract TVector Load(T* source);

    static abstract void Store(TVector value, T* target);

    static abstract TVector Broadcast(T value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    /// <summary>a·b + c; used only with a = ±1, where fused and unfused agree, and for a sum of squares that is compared with infinity.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Min(TVector a, TVector b);

    static abstract TVector Max(TVector a, TVector b);

    /// <summary>In each lane x where a &lt; b, else y.</summary>
    static abstract TVector SelectLess(TVector a, TVector b, TVector x, TVector y);

    /// <summary>In each lane x where a = b, else y.</summary>
    static abstract TVector SelectEqual(TVector a, TVector b, TVector x, TVector y);

    /// <summary>A bit for each lane where a ≤ b.</summary>
    static abstract uint MaskLessOrEqual(TVector a, TVector b);

    static abstract T ReduceMin(TVector a);

    static abstract T ReduceAdd(TVector a);
}
