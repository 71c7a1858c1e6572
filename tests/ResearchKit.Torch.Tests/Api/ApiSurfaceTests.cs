#if TORCH_PROVIDER_LIBTORCH
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using ResearchKit.Tests.Shared;
using TorchSharp;

namespace ResearchKit.Torch.Tests.Api;

public class ApiSurfaceTests
{
    /// <summary>A folder with a real TorchSharp.dll, for the comparison.</summary>
    private const string TorchSharpPath = "TORCHSHARP_PATH";

    [Fact]
    public void Should_Offer_What_The_Committed_List_Says() => ApiSnapshot.Check(typeof(torch).Assembly);

    [Fact]
    public void Should_Offer_Nothing_That_TorchSharp_Lacks()
    {
        if (Environment.GetEnvironmentVariable(TorchSharpPath) is not { Length: > 0 } folder)
        {
            Assert.Skip($"Set {TorchSharpPath} to the folder of a TorchSharp.dll to compare with it.");
            return;
        }

        var context = new AssemblyLoadContext("TorchSharp", isCollectible: false);
        context.Resolving += (c, name) => File.Exists(Path.Combine(folder, name.Name + ".dll")) ? c.LoadFromAssemblyPath(Path.GetFullPath(Path.Combine(folder, name.Name + ".dll"))) : null;
        var theirs = ApiSurface.Of(context.LoadFromAssemblyPath(Path.GetFullPath(Path.Combine(folder, "TorchSharp.dll")))).ToHashSet();
        var allowed = File.ReadAllLines(Path.Combine(SourceFolder(), "ApiDifferences.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .ToHashSet();

        var surplus = ApiSurface.Of(typeof(torch).Assembly).Where(line => !theirs.Contains(line) && !allowed.Contains(line)).ToList();

        Assert.True(surplus.Count == 0, "TorchSharp has no such member, or ApiDifferences.txt must say why it is here:\n" + string.Join('\n', surplus));
    }

    private static string SourceFolder([CallerFilePath] string path = "") => ApiSnapshot.FolderOf(path);
}
#endif
