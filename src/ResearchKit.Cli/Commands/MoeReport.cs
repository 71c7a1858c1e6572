using System.Globalization;
using ResearchKit.Experts.Checkpoints;

namespace ResearchKit.Cli.Commands;

/// <summary>Prints what making a checkpoint smaller did.</summary>
internal static class MoeReport
{
    /// <summary>The word for a way of writing, as <c>--export</c> takes it.</summary>
    public static string Name(ExpertExport export) => export switch { ExpertExport.Mapped => "mapped", ExpertExport.Expanded => "expanded", _ => "pruned" };

    /// <summary>Prints for people.</summary>
    public static void Print(ExpertCheckpointReport report, string output, ExpertExport? written = null)
    {
        var saved = 1 - ((double)report.BytesAfter / report.BytesBefore);
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"bytes        {report.BytesBefore} -> {report.BytesAfter} ({MergeReport.Size(report.BytesBefore)} -> {MergeReport.Size(report.BytesAfter)}, {Math.Abs(saved):P1} {(saved >= 0 ? "less" : "more")})"));
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"experts      {report.ExpertBytesBefore} -> {report.ExpertBytesAfter} bytes"));
        foreach (var (export, bytes) in report.Exports)
        {
            Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"{Name(export),-12} {bytes} bytes{(export == written ? "" : ", had it been written so")}"));
        }

        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"written      {output} in {report.Seconds:G3} s"));
    }

    /// <summary>Prints for programs.</summary>
    public static void PrintJson(ExpertCheckpointReport report, string output) => Terminal.PrintJson(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("bytes_before", report.BytesBefore);
        json.WriteNumber("bytes_after", report.BytesAfter);
        json.WriteNumber("expert_bytes_before", report.ExpertBytesBefore);
        json.WriteNumber("expert_bytes_after", report.ExpertBytesAfter);
        json.WriteStartObject("exports");
        foreach (var (export, bytes) in report.Exports)
        {
            json.WriteNumber(Name(export), bytes);
        }

        json.WriteEndObject();
        json.WriteStartArray("layers");
        foreach (var plan in report.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", plan.Layer.Name);
            json.WriteNumber("kept", plan.Kept);
            json.WriteNumbers("group_of", plan.Groups?.GroupOf ?? plan.Layer.SlotToExpert);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("seconds", report.Seconds);
        json.WriteString("output", output);
        json.WriteEndObject();
    });
}
