namespace ResearchKit.Experts;

/// <summary>A layer made smaller.</summary>
public sealed record ExpertMergeResult : IDisposable
{
    /// <summary>The layer; its experts and its router are copies.</summary>
    public required ExpertLayer Layer { get; init; }

    /// <summary>The groups of a method that merges; null for one that prunes or compresses.</summary>
    public ExpertGroups? Groups { get; init; }

    /// <summary>For each slot of the smaller layer's router the slot it was: all of them unless router rows were dropped.</summary>
    public required IReadOnlyList<int> KeptSlots { get; init; }

    /// <summary>How each expert was aligned; null if the method does not align.</summary>
    public ExpertAlignmentResult? Alignment { get; init; }

    /// <summary>The numbers that have to be stored for the experts, counting zeros that a structured format leaves out as nothing.</summary>
    public required double StoredParameters { get; init; }

    /// <summary>What the method measured on its way, by name.</summary>
    public IReadOnlyDictionary<string, double> Diagnostics { get; init; } = new Dictionary<string, double>();

    /// <summary>Frees the layer.</summary>
    public void Dispose()
    {
        Layer.Router.Dispose();
        foreach (var expert in Layer.Experts)
        {
            expert.Dispose();
        }
    }
}
