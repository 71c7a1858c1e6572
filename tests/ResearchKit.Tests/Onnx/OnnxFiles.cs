using ResearchKit.Checkpoints;
using ResearchKit.Onnx;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Onnx;

/// <summary>The networks of make_models.py: a few are committed, the others are exported by python3-torch once for all tests.</summary>
internal static class OnnxFiles
{
    /// <summary>The networks that need no Python.</summary>
    public static IReadOnlyList<string> Committed { get; } = ["mlp", "tiny", "heads"];

    /// <summary>The folder of the committed networks.</summary>
    public static string Reference { get; } = Path.Combine(AppContext.BaseDirectory, "Onnx", "Reference");

    /// <summary>Opens a network, or skips the test where python3-torch, which exports it, is missing.</summary>
    public static OnnxModel Load(string name) => OnnxModel.Load(Path.Combine(FolderOf(name), $"{name}.onnx"));

    /// <summary>The inputs that Python ran the network on.</summary>
    public static Dictionary<string, Tensor> Inputs(string name) => Directory.GetFiles(FolderOf(name), $"{name}.in.*.npy")
        .ToDictionary(path => Path.GetFileName(path).Split('.')[2], Npy.Load);

    /// <summary>What Python computed.</summary>
    public static Tensor Output(string name) => Npy.Load(Path.Combine(FolderOf(name), $"{name}.out.npy"));

    private static string FolderOf(string name)
    {
        if (Committed.Contains(name))
        {
            return Reference;
        }

        var missing = OnnxExports.Missing;
        Assert.SkipWhen(missing is not null, missing ?? string.Empty);
        return OnnxExports.Folder;
    }
}
