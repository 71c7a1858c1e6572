using System.Globalization;
using System.Text.Json;
using ResearchKit.Merging.Recipes;

namespace ResearchKit.Cli.Commands;

/// <summary>Prints the plan of a merge and what it wrote.</summary>
internal static class MergeReport
{
    private const int ShownSettings = 8;

    /// <summary>Prints a plan, and the outcome where there is one.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="outcome">What was written, or null.</param>
    /// <param name="asJson">Whether as JSON.</param>
    public static void Print(MergePlan plan, MergeOutcome? outcome, bool asJson)
    {
        if (asJson)
        {
            Terminal.PrintJson(json => MergeJson.Write(json, plan, outcome));
        }
        else if (outcome is null)
        {
            PrintPlan(plan);
        }
        else
        {
            PrintOutcome(outcome);
        }
    }

    /// <summary>A number of bytes for people.</summary>
    /// <param name="bytes">The number.</param>
    /// <returns>For example <c>1.1 GB</c>.</returns>
    public static string Size(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F1} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
    };

    private static void PrintPlan(MergePlan plan)
    {
        Terminal.Print($"method       {plan.Method.Name} ({plan.Method.Reference})");
        if (plan.AlignmentSpec is not null)
        {
            Terminal.Print($"align        weight matching with '{plan.Models[0].Name}', spec {plan.AlignmentSpec}");
        }

        Terminal.Print(plan.Layers is null ? "layers       no numbered layers" : $"layers       {plan.LayerCount}, {plan.Layers}.0 to {plan.Layers}.{plan.LayerCount - 1}");
        PrintTable(["model", "role", "files", "tensors", "layers", "size", "types"], plan.Models.Select(model => (string[])
            [model.Name, model.Role, $"{model.Files}", $"{model.Tensors}", model.Layers == 0 ? "-" : $"{model.Layers}", Size(model.Bytes), model.Types]));
        var settings = plan.Tensors.GroupBy(Describe).Select(group => (string[])[$"{group.Count()}", Size(group.Sum(tensor => tensor.Bytes)), group.Key]).ToArray();
        PrintTable(["tensors", "size", "how"], settings.Take(ShownSettings));
        if (settings.Length > ShownSettings)
        {
            Terminal.Print($"  ... and {settings.Length - ShownSettings} more; --json lists every tensor");
        }

        PrintTable(["output", "tensors", "size"], plan.Shards.Select(shard => (string[])[shard.FileName, $"{shard.Tensors.Count}", Size(shard.Bytes)]));
        foreach (var note in plan.Notes)
        {
            Terminal.Print($"note         {note}");
        }

        Terminal.Print($"reads        {Size(plan.InputBytes)}");
        Terminal.Print($"writes       {Size(plan.OutputBytes)} to {plan.Options.Output} ({Size(plan.FreeBytes)} free)");
        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"estimate     {Duration(plan.EstimatedTime)}, {Size(plan.MemoryBytes)} of memory beside the program's own"));
    }

    private static string Describe(PlannedTensor tensor)
    {
        if (tensor.Method is null)
        {
            return $"copied from {tensor.Models[0]}";
        }

        var weights = string.Join(", ", tensor.Weights.Select(weight => weight.ToString("G4", CultureInfo.InvariantCulture)));
        return $"{tensor.Method.Name} of {string.Join(", ", tensor.Models)}; weights {weights}{(tensor.Settings.Length > 0 ? "; " + tensor.Settings : string.Empty)}";
    }

    private static string Duration(TimeSpan time) => time.TotalSeconds < 1 ? "less than a second" : time.TotalMinutes < 2 ? $"about {time.TotalSeconds:F0} s" : $"about {time.TotalMinutes:F0} min";

    private static void PrintTable(string[] header, IEnumerable<string[]> rows)
    {
        string[][] all = [header, .. rows];
        var widths = header.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        Terminal.Print();
        foreach (var row in all)
        {
            Terminal.Print("  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        Terminal.Print();
    }

    private static void PrintOutcome(MergeOutcome outcome)
    {
        if (outcome.WasComplete)
        {
            Terminal.Print($"complete     {outcome.Output} was there already");
            return;
        }

        foreach (var alignment in outcome.Alignments)
        {
            Terminal.Print(string.Create(
                CultureInfo.InvariantCulture,
                $"aligned      {alignment.Model}: {alignment.Moved} of {alignment.Units} units moved, distance {alignment.DistanceBefore:G6} -> {alignment.DistanceAfter:G6}"));
        }

        foreach (var file in outcome.Files)
        {
            Terminal.Print($"file         {file.Name}  {Size(file.Bytes)}  crc32c {file.Crc32C}");
        }

        if (outcome.ResumedBytes > 0)
        {
            Terminal.Print($"resumed      {Size(outcome.ResumedBytes)} were there from an earlier run");
        }

        Terminal.Print(string.Create(CultureInfo.InvariantCulture, $"written      {outcome.Output} in {outcome.Seconds:G3} s"));
    }
}
