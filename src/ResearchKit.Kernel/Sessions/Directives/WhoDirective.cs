using ResearchKit.Display;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Shows the names of the variables.</summary>
internal sealed class WhoDirective() : Directive("#!who", "Shows the names of the variables that cells declared.")
{
    /// <inheritdoc/>
    public override bool IsAction => true;

    /// <inheritdoc/>
    public override CellResult? Run(DirectiveCall call)
    {
        call.ExpectNoArguments(this);
        var names = call.Runner.Session.Variables.Keys.Order(StringComparer.Ordinal).ToList();
        Displays.display(names.Count > 0 ? string.Join('\n', names) : "No variables yet.", MimeTypes.Text);
        return null;
    }
}
