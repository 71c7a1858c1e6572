using System.CommandLine;
using ResearchKit.Cli.Diagnosis;
using Spectre.Console;

namespace ResearchKit.Cli.Commands;

/// <summary><c>researchkit doctor</c>: what this machine has, what is missing and how to get it.</summary>
internal static class DoctorCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print {\"ok\", \"findings\": [{section, name, value, state, advice}]}." };

    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        var command = new Command("doctor", "Show versions, processor, tensor engine, device, data sets and drawing tools; say what is missing and how to get it. Fails when the tensor engine does not work.") { Json };
        command.SetAction(Run);
        HelpWithExamples.SetExamples(command, "researchkit doctor", "researchkit doctor --json");
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var findings = Doctor.Examine();
        var isOk = findings.All(finding => finding.State != FindingState.Broken);
        if (parsed.GetValue(Json))
        {
            PrintJson(findings, isOk);
        }
        else
        {
            Print(findings);
        }

        return isOk ? ExitCode.Success : ExitCode.Failure;
    }

    private static void PrintJson(IReadOnlyList<Finding> findings, bool isOk) => Terminal.PrintJson(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("ok", isOk);
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("section", finding.Section);
            json.WriteString("name", finding.Name);
            json.WriteString("value", finding.Value);
            json.WriteString("state", finding.State.ToString().ToLowerInvariant());
            json.WriteString("advice", finding.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Print(IReadOnlyList<Finding> findings)
    {
        foreach (var section in findings.GroupBy(finding => finding.Section))
        {
            Terminal.Print(section.Key);
            foreach (var finding in section)
            {
                Terminal.Print($"  {finding.Name,-14} {finding.Value}", ColorOf(finding.State));
            }
        }

        var advice = findings.Where(finding => finding.Advice is not null).ToArray();
        Terminal.Print();
        Terminal.Print(advice.Length == 0 ? "Nothing is missing." : "What is missing, and how to get it");
        foreach (var finding in advice)
        {
            Terminal.Print($"  {finding.Name}: {finding.Advice}");
        }
    }

    private static Color ColorOf(FindingState state) => state switch
    {
        FindingState.Good => Color.Green,
        FindingState.Missing => Color.Yellow,
        FindingState.Broken => Color.Red,
        _ => Color.Default,
    };
}
