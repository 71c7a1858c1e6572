using System.Text;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>The small files beside the weights: configuration, tokenizer, card.</summary>
internal static class CheckpointCompanions
{
    private const long LargestBytes = 64 << 20;

    private static readonly string[] Endings = [".json", ".txt", ".model", ".jinja", ".md"];

    /// <summary>Copies them; the configuration names another number of experts where <paramref name="experts"/> says so.</summary>
    public static void Write(ExpertCheckpoint source, CheckpointWriter writer, int? experts)
    {
        if (!source.Files.HasFolder)
        {
            return;
        }

        foreach (var file in new DirectoryInfo(source.Files.Folder).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var isIndex = file.Name.EndsWith(".index.json", StringComparison.OrdinalIgnoreCase);
            if (isIndex || !Endings.Contains(file.Extension) || file.Length > LargestBytes)
            {
                continue;
            }

            var changed = file.Name == ExpertConfiguration.FileName && experts is { } count ? source.Configuration.WithExperts(count) : null;
            writer.WriteFile(file.Name, changed is null ? File.ReadAllBytes(file.FullName) : Encoding.UTF8.GetBytes(changed));
        }
    }
}
