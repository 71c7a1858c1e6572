namespace ResearchKit.Kernel.Sessions;

/// <summary>What there is to say of a name.</summary>
/// <param name="Signatures">Its declarations, the one in question first.</param>
/// <param name="OtherCount">How many more overloads there are that are not listed.</param>
/// <param name="Documentation">What its author says of it.</param>
internal sealed record SymbolDescription(IReadOnlyList<string> Signatures, int OtherCount, DocumentationText Documentation)
{
    /// <summary>The namespace and assembly that it comes from, or null.</summary>
    public string? Origin { get; init; }

    /// <summary>The value that a variable has now, or null.</summary>
    public string? Value { get; init; }

    /// <summary>The code that declares it, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Whether remarks and exceptions are shown.</summary>
    public bool IsDetailed { get; init; }
}
