namespace ResearchKit.Kernel.Sessions;

/// <summary>Lists the directives.</summary>
internal sealed class LsMagicDirective() : Directive("#!lsmagic", "Lists the directives that a cell can use.")
{
    /// <inheritdoc/>
    public override bool IsAction => true;

    /// <inheritdoc/>
    public override CellResult? Run(DirectiveCall call)
    {
        call.ExpectNoArguments(this);
        var rows = DirectiveSet.All.Where(directive => directive.IsOffered)
            .Select(directive => new[] { directive.Usage, string.Join(", ", directive.Aliases), directive.Summary })
            .ToList();
        Display.Displays.display(new FormattedTable(["Directive", "Also", "What it does"], rows));
        return null;
    }
}
