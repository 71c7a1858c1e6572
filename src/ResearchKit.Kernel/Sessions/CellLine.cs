namespace ResearchKit.Kernel.Sessions;

/// <summary>One line of a cell.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Start">Where it starts in the text of the cell.</param>
/// <param name="Text">The line without its end.</param>
/// <param name="Kind">The language it is in; that of its surroundings for a directive.</param>
/// <param name="Word">The name of the directive that the line is, or null for any other line.</param>
internal sealed record CellLine(int Number, int Start, string Text, CellPartKind Kind, string? Word)
{
    /// <summary>What follows the name of the directive.</summary>
    public string Arguments => Word is null ? string.Empty : Text[Word.Length..].Trim();
}
