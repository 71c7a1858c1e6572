using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Shows a table of the variables.</summary>
internal sealed class WhosDirective() : Directive("#!whos", "Shows a table of the variables that cells declared: name, type and value.")
{
    /// <inheritdoc/>
    public override bool IsAction => true;

    /// <inheritdoc/>
    public override CellResult? Run(DirectiveCall call)
    {
        call.ExpectNoArguments(this);
        var rows = call.Runner.Session.Variables.OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => new[] { variable.Key, TypeNames.Of(variable.Value), VariableText.InCell(variable.Value) })
            .ToList();
        Displays.display(new FormattedTable(["Variable", "Type", "Value"], rows));
        return null;
    }
}
