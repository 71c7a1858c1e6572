using ResearchKit.Cli.Diagnosis;

namespace ResearchKit.Cli.Tests.Diagnosis;

public sealed class TorchSharpLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Should_Name_The_Folders_When_The_Library_Is_In_None()
    {
        Assert.Equal($"{TorchSharpLibrary.FileName} is in none of {_folder.Path}", TorchSharpLibrary.WhyNot([_folder.Path, _folder.Path]));
    }

    [Fact]
    public void Should_Give_The_Words_Of_The_Loader_When_It_Refuses_The_File()
    {
        File.WriteAllText(_folder[TorchSharpLibrary.FileName], "no library");

        var reason = TorchSharpLibrary.WhyNot([_folder["elsewhere"], _folder.Path]);

        Assert.NotNull(reason);
        Assert.Contains(_folder[TorchSharpLibrary.FileName], reason, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', reason);
    }

    [Fact]
    public void Should_Find_Nothing_Wrong_With_The_Engine_That_The_Tests_Run_On()
    {
        Assert.Null(TorchSharpLibrary.WhyNot());
    }
}
