using System.Text;
using ResearchKit.Merging.Recipes.Planning;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>The small files beside the weights: configuration, tokenizer, card.</summary>
internal static class CheckpointCompanions
{
    private const long LargestBytes = 64 << 20;

    private static readonly string[] Endings = [".json", ".txt", ".model", ".jinja", ".md"];

    /// <summary>Copies them; the configuration has another text where <paramref name="configuration"/> gives one.</summary>
    public static void Write(ModelFiles source, string? configuration, CheckpointWriter writer)
    {
        if (!source.HasFolder)
        {
            return;
        }

        foreach (var file in new DirectoryInfo(source.Folder).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var isIndex = file.Name.EndsWith(".index.json", StringComparison.OrdinalIgnoreCase);
            if (isIndex || !Endings.Contains(file.Extension) || file.Length > LargestBytes)
            {
                continue;
            }

            var changed = file.Name == ExpertConfiguration.FileName ? configuration : null;
            writer.WriteFile(file.Name, changed is null ? File.ReadAllBytes(file.FullName) : Encoding.UTF8.GetBytes(changed));
        }
    }
}
