namespace ResearchKit.Kernel.Sessions;

/// <summary>Reads the <c>#!</c> lines of a cell, the notation of .NET Interactive.</summary>
/// <param name="Parts">The cell without those lines.</param>
/// <param name="IsTimed">Whether the cell asks for its time by <c>#!time</c>.</param>
internal sealed record CellDirectives(IReadOnlyList<CellPart> Parts, bool IsTimed)
{
    /// <summary>Splits a cell.</summary>
    /// <param name="code">The text of the cell.</param>
    /// <returns>Its parts in order; parts without text are left out.</returns>
    /// <exception cref="CellRejectedException">A directive is not one that the session knows.</exception>
    public static CellDirectives Read(string code)
    {
        var parts = new List<CellPart>();
        var kind = CellPartKind.Code;
        var start = 1;
        var current = new List<string>();
        var isTimed = false;
        foreach (var line in CellLines.Read(code))
        {
            if (line.Word is null)
            {
                current.Add(line.Text);
                continue;
            }

            var directive = Known(line);
            var help = line.Arguments is "-h" or "--help" or "-?";
            if (directive.Language is null && !directive.IsAction && !help)
            {
                isTimed |= directive is TimeDirective;
                current.Add(string.Empty);
                continue;
            }

            Close(parts, kind, start, current);
            if (help)
            {
                parts.Add(new CellPart(CellPartKind.Action, string.Empty, line.Number, new HelpDirective(directive)));
            }
            else if (directive.IsAction)
            {
                parts.Add(new CellPart(CellPartKind.Action, line.Arguments, line.Number, directive));
            }

            kind = help ? kind : directive.Language ?? kind;
            start = line.Number + 1;
            current = kind == CellPartKind.Code ? [.. Enumerable.Repeat(string.Empty, line.Number)] : [];
        }

        Close(parts, kind, start, current);
        return new CellDirectives(parts, isTimed);
    }

    private static Directive Known(CellLine line)
    {
        var directive = DirectiveSet.Find(line.Word!) ?? throw new CellRejectedException(line.Number, DirectiveSet.Unknown(line.Word!));
        return directive.Refusal is { } refusal
            ? throw new CellRejectedException(line.Number, $"'{line.Word}' is refused: {refusal}")
            : directive;
    }

    private static void Close(List<CellPart> parts, CellPartKind kind, int start, List<string> lines)
    {
        if (lines.Any(line => !string.IsNullOrWhiteSpace(line)))
        {
            var text = string.Join('\n', lines);
            parts.Add(new CellPart(kind, kind == CellPartKind.Code ? text : text.Trim('\n'), start));
        }
    }
}
