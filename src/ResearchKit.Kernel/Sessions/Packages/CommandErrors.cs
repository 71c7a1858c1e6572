using System.Text.RegularExpressions;

namespace ResearchKit.Kernel.Sessions;

/// <summary>Picks the errors and warnings out of what MSBuild writes.</summary>
internal static partial class CommandErrors
{
    private const int MaximumLines = 20;

    /// <summary>Picks messages.</summary>
    /// <param name="lines">What was written.</param>
    /// <param name="severity"><c>error</c> or <c>warning</c>.</param>
    /// <returns>Code and text of each, once.</returns>
    public static IReadOnlyList<(string Code, string Text, string Place)> Of(IEnumerable<string> lines, string severity) =>
        [.. lines.Select(line => Message().Match(line))
            .Where(match => match.Success && match.Groups["severity"].Value == severity)
            .Select(match => (match.Groups["code"].Value, match.Groups["text"].Value.Trim(), match.Groups["place"].Value.Trim()))
            .Distinct()];

    /// <summary>The end of what was written, for a failure without a message.</summary>
    /// <param name="lines">What was written.</param>
    /// <returns>The last lines that are not blank.</returns>
    public static string Tail(IReadOnlyList<string> lines) => string.Join('\n', lines.Where(line => !string.IsNullOrWhiteSpace(line)).TakeLast(MaximumLines));

    // folder/file.cs(3,5): error CS0103: The name ... [folder/project.csproj]
    [GeneratedRegex(@"^\s*(?<place>.*?)\s*:?\s*\b(?<severity>error|warning) (?<code>[A-Z]+\d+)\s*: (?<text>.*?)(?: \[[^\[\]]+proj(?:::[^\[\]]*)?\])?$")]
    private static partial Regex Message();
}
