using System.Text;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Runs the cells of another notebook or a file of code.</summary>
internal sealed class ImportDirective : Directive
{
    /// <summary>Makes the directive.</summary>
    public ImportDirective()
        : base("#!import", "Runs the C# of a notebook (.ipynb, .dib) or file (.cs, .csx) here; paths are relative to the file that they stand in.")
    {
        Usage = "#!import PATH";
        FileExtensions = [".ipynb", ".dib", ".cs", ".csx"];
    }

    /// <inheritdoc/>
    public override bool IsAction => true;

    /// <inheritdoc/>
    public override CellResult? Run(DirectiveCall call)
    {
        var path = PathOf(call);
        if (call.Runner.Importing.Contains(path))
        {
            var session = call.Runner.Session;
            var circle = call.Runner.Importing.Reverse().SkipWhile(file => file != path).Append(path).Select(session.Shorten);
            throw new CellRejectedException(call.Line, $"The import goes in a circle: {string.Join(" imports ", circle)}.");
        }

        IReadOnlyList<ImportedCell> cells;
        try
        {
            cells = ImportedCells.Read(path);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new CellRejectedException(call.Line, $"'{call.Runner.Session.Shorten(path)}' cannot be imported: {exception.Message}");
        }

        call.Runner.Importing.Push(path);
        try
        {
            foreach (var cell in cells)
            {
                var result = call.Runner.Run(cell.Code, cell.Name, isOutermost: false);
                if (!result.Succeeded)
                {
                    return result;
                }
            }

            return null;
        }
        finally
        {
            call.Runner.Importing.Pop();
        }
    }

    private string PathOf(DirectiveCall call)
    {
        var written = call.Arguments.Trim('"').Trim();
        if (written.Length == 0)
        {
            throw new CellRejectedException(call.Line, $"'{Name}' needs the path of a file; expected {Usage}.");
        }

        var session = call.Runner.Session;
        var folder = call.Runner.Importing.TryPeek(out var importing) ? Path.GetDirectoryName(importing)! : session.BaseFolder;
        var path = Path.GetFullPath(Path.Combine(folder, written.Replace('\\', '/')));
        if (!FileExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            throw new CellRejectedException(call.Line, $"'{written}' cannot be imported; expected a file that ends in {string.Join(", ", FileExtensions)}. A project is referred to by #r \"PATH.csproj\".");
        }

        return File.Exists(path)
            ? path
            : throw new CellRejectedException(call.Line, $"'{written}' is not in {session.Shorten(folder)}; paths are relative to the file they stand in.");
    }
}
