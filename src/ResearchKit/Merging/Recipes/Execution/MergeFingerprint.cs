using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ResearchKit.Checkpoints;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Identifies a merge: the recipe, the kit, the shards, and the models by their headers, sizes and samples of their data.</summary>
internal static class MergeFingerprint
{
    private const int SampleBytes = 1 << 16;

    /// <summary>The version of the kit.</summary>
    public static string KitVersion { get; } = typeof(MergeFingerprint).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The fingerprint, as hexadecimal digits.</summary>
    public static string Of(MergePlan plan)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, KitVersion, plan.Recipe.Text, plan.Options.ShardBytes.ToString(CultureInfo.InvariantCulture), plan.AlignmentSpec ?? string.Empty);
        foreach (var file in plan.Files.SelectMany(model => model.Files))
        {
            Add(hash, Path.GetFileName(file.FilePath), file.Length.ToString(CultureInfo.InvariantCulture), HeaderOf(file));
            AddSamples(hash, file);
        }

        foreach (var file in plan.Files.Where(model => model.Adapter is not null).SelectMany(model => model.Adapter!.Files))
        {
            Add(hash, Path.GetFileName(file));
            hash.AppendData(File.ReadAllBytes(file));
        }

        foreach (var companion in plan.Companions)
        {
            Add(hash, companion.Name, companion.Text ?? string.Empty, companion.CopyOf is null ? string.Empty : new FileInfo(companion.CopyOf).Length.ToString(CultureInfo.InvariantCulture));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The SHA-256 of a file's header: names, types, shapes and places of its tensors.</summary>
    public static string HeaderOf(SafetensorsFile file)
    {
        var header = new byte[file.Length - file.Entries.Sum(entry => entry.Length)];
        file.Read(0, header);
        return Convert.ToHexStringLower(SHA256.HashData(header));
    }

    // A model that was trained on has the header of the one before; its values differ all over.
    private static void AddSamples(IncrementalHash hash, SafetensorsFile file)
    {
        var sample = new byte[Math.Min(SampleBytes, file.Length)];
        foreach (var place in (long[])[0, 1, 2, 3, 4])
        {
            file.Read((file.Length - sample.Length) * place / 4, sample);
            hash.AppendData(sample);
        }
    }

    private static void Add(IncrementalHash hash, params string[] texts)
    {
        foreach (var text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }
    }
}
