using System.Text.Json;

namespace ResearchKit.Cli.Tests;

/// <summary>What a run of the command left.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as one JSON value; anything beside it makes this fail.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Standard error as the one line that an error is.</summary>
    public string ErrorLine
    {
        get
        {
            var line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.StartsWith("researchkit: ", line, StringComparison.Ordinal);
            return line;
        }
    }
}
