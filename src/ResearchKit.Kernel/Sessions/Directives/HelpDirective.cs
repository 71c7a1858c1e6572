namespace ResearchKit.Kernel.Sessions;

/// <summary>Shows the help of another directive, which was written with <c>-h</c>.</summary>
/// <param name="subject">The other directive.</param>
internal sealed class HelpDirective(Directive subject) : Directive(subject.Name, subject.Summary)
{
    /// <inheritdoc/>
    public override bool IsAction => true;

    /// <inheritdoc/>
    public override CellResult? Run(DirectiveCall call)
    {
        subject.ShowHelp();
        return null;
    }
}
