using System.Globalization;
using System.Text;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Writes the README.md of a merged model: what it is made of, how, and with what.</summary>
/// <remarks>It holds no date, so that the same recipe, models and kit give the same bytes.</remarks>
internal static class ModelCard
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "README.md";

    /// <summary>The content of the file.</summary>
    public static byte[] Write(MergePlan plan, IReadOnlyList<WrittenFile> files, IReadOnlyList<ModelAlignment> alignments)
    {
        var text = new StringBuilder();
        text.Append("---\ntags:\n- merge\n- researchkit\n---\n\n# A merge with ").Append(plan.Method.Name).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Made by ResearchKit {MergeFingerprint.KitVersion} with the method `{plan.Method.Name}` ({plan.Method.Reference}).\n\n");
        text.Append("| model | role | tensors | bytes | types |\n| --- | --- | --- | --- | --- |\n");
        foreach (var model in plan.Models)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{Cell(model.Name)}` | {model.Role} | {model.Tensors} | {model.Bytes} | {model.Types} |\n");
        }

        foreach (var alignment in alignments)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n`{Cell(alignment.Model)}` was aligned by weight matching (spec {plan.AlignmentSpec}) before it was merged: {alignment.Moved} of {alignment.Units} units moved, ");
            text.Append(CultureInfo.InvariantCulture, $"distance {alignment.DistanceBefore:G6} before, {alignment.DistanceAfter:G6} after.\n");
        }

        foreach (var note in plan.Notes)
        {
            text.Append("\n- ").Append(note).Append('\n');
        }

        // A fence longer than any in the recipe, so that the recipe cannot end it.
        var fence = new string('`', Math.Max(3, LongestRun(plan.Recipe.Text) + 1));
        text.Append("\n## Recipe\n\n").Append(fence).Append("yaml\n").Append(plan.Recipe.Text.TrimEnd()).Append('\n').Append(fence).Append("\n\n## Files\n\n");
        text.Append("| file | bytes | CRC-32C |\n| --- | --- | --- |\n");
        foreach (var file in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {file.Name} | {file.Bytes} | {file.Crc32C} |\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("\nThe same for programs is in `merge.json`.\n").ToString());
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal).Replace("`", "'", StringComparison.Ordinal);

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
