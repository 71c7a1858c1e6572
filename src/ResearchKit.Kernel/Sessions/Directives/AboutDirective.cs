using System.Runtime.InteropServices;
using ResearchKit.Display;
using ResearchKit.Kernel.Running;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Says what runs the cells.</summary>
internal sealed class AboutDirective() : Directive("#!about", "Says which versions of the kit, of .NET, of C# and of the tensor engine run the cells.")
{
    /// <inheritdoc/>
    public override bool IsAction => true;

    /// <inheritdoc/>
    public override CellResult? Run(DirectiveCall call)
    {
        call.ExpectNoArguments(this);
        var versions = RunVersions.Collect();
        var compiler = typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly.GetName().Version!.ToString(3);
        var rows = versions.Select(version => new[] { version.Key, version.Value?.ToString() ?? string.Empty })
            .Append(["compiler", "Roslyn " + compiler])
            .Append(["system", RuntimeInformation.RuntimeIdentifier])
            .ToList();
        Displays.display(new FormattedTable(["ResearchKit C# session", string.Empty], rows));
        return null;
    }
}
