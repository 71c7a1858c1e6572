namespace ResearchKit.Kernel.Sessions;

/// <summary>Adds a source of packages.</summary>
internal sealed class SourceDirective : Directive
{
    /// <summary>Makes the directive.</summary>
    public SourceDirective()
        : base("#i", "Adds a place to get packages from: an address or a folder, relative to the notebook.") => Usage = "#i \"nuget:SOURCE\"";

    /// <inheritdoc/>
    public override bool IsAction => true;

    /// <inheritdoc/>
    public override CellResult? Run(DirectiveCall call)
    {
        var text = call.Arguments.Trim('"').Trim();
        var source = PackageRequest.Is(text) ? text[PackageRequest.Prefix.Length..].Trim() : string.Empty;
        if (source.Length == 0)
        {
            throw new CellRejectedException(call.Line, $"'{Name} {call.Arguments}' names no source of packages; expected {Usage}.");
        }

        if (Uri.TryCreate(source, UriKind.Absolute, out var address) && !address.IsFile)
        {
            if (address.Scheme is not ("http" or "https"))
            {
                throw new CellRejectedException(call.Line, $"'{source}' cannot be a source of packages; expected an address that begins with https:// or a folder.");
            }
        }
        else
        {
            source = Path.GetFullPath(Path.Combine(call.Runner.Session.BaseFolder, source));
            if (!Directory.Exists(source))
            {
                throw new CellRejectedException(call.Line, $"The folder '{call.Runner.Session.Shorten(source)}' of packages does not exist.");
            }
        }

        call.Runner.Session.References.AddSource(source);
        return null;
    }
}
