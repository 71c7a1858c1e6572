namespace ResearchKit.Kernel.Sessions;

/// <summary>Says in which language the lines that follow are.</summary>
/// <param name="name">How it is written.</param>
/// <param name="summary">What it does.</param>
/// <param name="language">The language.</param>
internal sealed class LanguageDirective(string name, string summary, CellPartKind language) : Directive(name, summary)
{
    /// <inheritdoc/>
    public override CellPartKind? Language { get; } = language;
}
