using System.Text.RegularExpressions;

namespace ResearchKit.Kernel.Export.Html;

/// <summary>Makes plain text of what was written for a terminal.</summary>
internal static partial class TerminalText
{
    /// <summary>Takes out colours and other escape sequences; a line that was written over shows its last form.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Plain text.</returns>
    public static string Plain(string text) =>
        Overwritten().Replace(Escapes().Replace(text, string.Empty).Replace("\r\n", "\n", StringComparison.Ordinal), string.Empty);

    [GeneratedRegex(@"\x1B(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1B]*(\x07|\x1B\\)?|[@-Z\\^_])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Escapes();

    // What stands before a carriage return that something follows on its line.
    [GeneratedRegex(@"(?<=^|\n)[^\n]*\r(?=[^\r\n])", RegexOptions.CultureInvariant)]
    private static partial Regex Overwritten();
}
