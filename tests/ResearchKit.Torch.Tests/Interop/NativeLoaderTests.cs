#if TORCH_PROVIDER_LIBTORCH
using System.Text;
using System.Text.RegularExpressions;
using TorchSharp;
using TorchSharp.Interop;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Interop;

public sealed partial class NativeLoaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("researchkit-loader-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Should_Tell_Every_Path_And_The_Loaders_Words_When_Nothing_Loads()
    {
        var shim = NativeLoader.Candidates().First(File.Exists);
        foreach (var name in NeededTorchLibraries(shim))
        {
            File.WriteAllText(Path.Combine(_folder, name), "no library");
        }

        var missing = Path.Combine(_folder, "not-there.so");
        var (exitCode, output) = ChildProcess.Run(
            typeof(NativeLoaderTests), nameof(Make_A_Tensor), (NativeLoader.PathVariable, missing), ("LD_LIBRARY_PATH", _folder));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("The native part of the tensor engine could not be loaded. Tried:", output, StringComparison.Ordinal);
        Assert.Contains($"{missing}: no such file", output, StringComparison.Ordinal);
        Assert.Contains($"{shim}: ", output, StringComparison.Ordinal);
        Assert.Matches($@"{Regex.Escape(_folder)}/lib\S+: file too short", output);
        Assert.Contains("apt-get install -y g++ libtorch-dev", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Go_On_To_The_Next_Path_When_The_Named_Folder_Holds_A_Broken_Library()
    {
        var name = Path.GetFileName(NativeLoader.Candidates().First(File.Exists));
        File.WriteAllText(Path.Combine(_folder, name), "no library");

        var (exitCode, output) = ChildProcess.Run(typeof(NativeLoaderTests), nameof(Make_A_Tensor), (NativeLoader.PathVariable, _folder));

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public void Should_Look_At_The_Named_File_First_When_The_Variable_Is_Set()
    {
        var before = Environment.GetEnvironmentVariable(NativeLoader.PathVariable);
        try
        {
            Environment.SetEnvironmentVariable(NativeLoader.PathVariable, _folder);
            Assert.Equal(_folder, Path.GetDirectoryName(NativeLoader.Candidates()[0]));

            Environment.SetEnvironmentVariable(NativeLoader.PathVariable, Path.Combine(_folder, "own.so"));
            Assert.Equal(Path.Combine(_folder, "own.so"), NativeLoader.Candidates()[0]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(NativeLoader.PathVariable, before);
        }

        var standard = NativeLoader.Candidates();
        Assert.All(standard, path => Assert.True(Path.IsPathFullyQualified(path)));
        Assert.Equal(standard.Distinct(), standard);
    }

    [Fact(Explicit = true)]
    public void Make_A_Tensor() => Assert.Equal(3, ones(3).sum().item<float>());

    // The names in the library's table of strings: its own dependencies are among them.
    private static IEnumerable<string> NeededTorchLibraries(string shim) =>
        TorchLibrary().Matches(Encoding.Latin1.GetString(File.ReadAllBytes(shim))).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex(@"\0(lib(?:torch|c10)\w*\.so[.\d]*)(?=\0)")]
    private static partial Regex TorchLibrary();
}
#endif
