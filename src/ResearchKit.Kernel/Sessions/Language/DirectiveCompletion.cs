using System.Text.RegularExpressions;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Completes directives and the paths in them.</summary>
internal static partial class DirectiveCompletion
{
    /// <summary>Looks at a place in a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="position">The place in the cell.</param>
    /// <param name="baseFolder">The folder that paths are relative to.</param>
    /// <returns>What can stand there, or null when the place is not in a directive.</returns>
    public static CodeCompletions? Find(CellLine line, int position, string baseFolder)
    {
        var before = line.Text[..Math.Min(position - line.Start, line.Text.Length)];
        if (Name().IsMatch(before))
        {
            var items = DirectiveSet.All.Where(directive => directive.IsOffered && directive.Name.StartsWith(before, StringComparison.OrdinalIgnoreCase))
                .Select(directive => new CodeCompletion(directive.Name, "magic") { Signature = directive.Usage })
                .OrderBy(item => item.Text, StringComparer.OrdinalIgnoreCase);
            return new CodeCompletions(line.Start, position, [.. items]);
        }

        var match = Argument().Match(before);
        if (match.Success && DirectiveSet.Find(match.Groups["name"].Value) is { FileExtensions.Count: > 0 } directive)
        {
            var typed = match.Groups["typed"];
            return PathCompletion.Find(typed.Value, line.Start + typed.Index, position, baseFolder, directive.FileExtensions);
        }

        return line.Word is null ? null : new CodeCompletions(position, position, []);
    }

    // A single # may still become a directive of the compiler such as #pragma; those are few and known by heart.
    [GeneratedRegex(@"^#!?[A-Za-z#-]*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?<name>#!?[A-Za-z]+)(?:\s*""(?<typed>[^""]*)|\s+(?<typed>[^""\s][^""]*|))$")]
    private static partial Regex Argument();
}
