namespace ResearchKit.Kernel.Sessions;

/// <summary>Something that .NET Interactive does and this session does not.</summary>
/// <param name="name">How it is written.</param>
/// <param name="refusal">Why not, and what to do instead.</param>
internal sealed class RefusedDirective(string name, string refusal) : Directive(name, refusal)
{
    /// <summary>Whether it chooses another language for the lines that follow.</summary>
    public bool IsLanguage { get; init; }

    /// <inheritdoc/>
    public override bool IsOffered => false;

    /// <inheritdoc/>
    public override string? Refusal => Summary;
}
