using System.Reflection;
using System.Runtime.CompilerServices;

namespace ResearchKit.Tests.Shared;

/// <summary>Compares what an assembly offers with the list beside the test.</summary>
/// <remarks>With RESEARCHKIT_REWRITE_API=1 the list is written instead; read the change before committing it.</remarks>
internal static class ApiSnapshot
{
    private const string Rewrite = "RESEARCHKIT_REWRITE_API";

    /// <summary>The name of the list.</summary>
    public const string FileName = "ApiSurface.txt";

    /// <summary>Fails, with the lines that differ, when the public API is not what the list says.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="caller">The test's own file; the list lies beside it.</param>
    public static void Check(Assembly assembly, [CallerFilePath] string caller = "")
    {
        var file = Path.Combine(FolderOf(caller), FileName);
        var now = ApiSurface.Of(assembly);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            File.WriteAllLines(file, now);
        }

        var listed = File.Exists(file) ? File.ReadAllLines(file) : [];
        var difference = now.Except(listed).Select(line => "+ " + line).Concat(listed.Except(now).Select(line => "- " + line)).ToList();
        Assert.True(
            difference.Count == 0,
            $"The public API of {assembly.GetName().Name} changed. If that is meant, run this test with {Rewrite}=1 and commit {FileName}.\n" + string.Join('\n', difference));
    }

    /// <summary>The folder of a source file.</summary>
    /// <param name="path">The path that the compiler recorded.</param>
    /// <returns>The folder.</returns>
    public static string FolderOf(string path)
    {
        var beside = Path.GetDirectoryName(path)!;
        return Directory.Exists(beside) ? beside : throw new DirectoryNotFoundException($"The sources are not at '{beside}'; run this test where they were compiled.");
    }
}
