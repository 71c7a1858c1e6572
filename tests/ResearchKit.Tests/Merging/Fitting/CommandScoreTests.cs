using ResearchKit.Merging.Fitting;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Fitting;

public sealed class CommandScoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public CommandScoreTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "the programs of these tests are those of Unix");

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static Dictionary<string, Tensor> Model => new() { ["w"] = ones(3) };

    [Fact]
    public void Should_Take_The_Last_Line_As_The_Score()
    {
        var score = new CommandScore(["sh", "-c", "test -s \"$1\" && printf 'loading\\n0.75\\n\\n'", "sh"]);

        Assert.Equal(0.75, score.Score(Model));
        Assert.Equal(-0.75, new CommandScore(["printf", "0.75", "{}"]) { LowerIsBetter = true }.Score(Model));
    }

    [Fact]
    public void Should_Put_The_Path_Where_The_Braces_Are_And_Hand_It_Over_Unread()
    {
        var seen = _folder["seen"];
        var score = new CommandScore(["sh", "-c", "echo \"$1\" > \"$0\"; echo 1", seen, "--model={};$(touch never)"]);

        score.Score(Model);

        var argument = File.ReadAllText(seen).Trim();
        Assert.StartsWith("--model=/", argument, StringComparison.Ordinal);
        Assert.EndsWith("model.safetensors;$(touch never)", argument, StringComparison.Ordinal);
        Assert.False(File.Exists(argument["--model=".Length..argument.IndexOf(';', StringComparison.Ordinal)])); // removed afterwards
    }

    [Theory]
    [InlineData("echo it is broken >&2; exit 3", "exit code 3: it is broken")]
    [InlineData("echo good", "'good'")]
    [InlineData("true", "expected a number")]
    [InlineData("echo nan", "expected a number")]
    public void Should_Give_The_Last_Words_Of_A_Program_That_Fails(string script, string words)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new CommandScore(["sh", "-c", script]).Score(Model));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_End_A_Program_That_Takes_Too_Long_And_Name_One_That_Is_Missing()
    {
        var late = Assert.Throws<InvalidOperationException>(() => new CommandScore(["sh", "-c", "sleep 60"]) { Limit = TimeSpan.FromMilliseconds(50) }.Score(Model));
        var missing = Assert.Throws<InvalidOperationException>(() => new CommandScore(["no-such-program-at-all"]).Score(Model));

        Assert.Contains("longer than", late.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-program-at-all", missing.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CommandScore([]));
    }
}
