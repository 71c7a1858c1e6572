using ResearchKit.Merging.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Recipes;

public sealed class MergeResumeTests : IDisposable
{
    private const string Recipe = "{merge_method: ties, base_model: base, models: [{model: a}, {model: b}], parameters: {weight: 1, density: 0.4}}";
    private const long ShardBytes = 15_000;

    private readonly RecipeBench _bench = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public MergeResumeTests()
    {
        TinyLlama.Write(_bench["base"], 1);
        TinyLlama.Write(_bench["a"], 2);
        TinyLlama.Write(_bench["b"], 3);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _bench.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(17)]
    public void Should_Give_The_Same_Bytes_When_It_Was_Interrupted(int reports)
    {
        _bench.Run(Recipe, "whole", ShardBytes);

        Interrupt(reports);
        Assert.False(Directory.Exists(_bench["out"]));
        var outcome = _bench.Run(Recipe, shardBytes: ShardBytes, resume: true);

        Assert.Equal(reports > 1, outcome.ResumedBytes > 0);
        Assert.Equal(_bench.Content("whole"), _bench.Content("out"));
        Assert.False(Directory.Exists(_bench["out.part"]));
    }

    [Fact]
    public void Should_Write_Anew_What_Does_Not_Match_The_Journal()
    {
        _bench.Run(Recipe, "whole", ShardBytes);
        Interrupt(12);
        var shards = Directory.GetFiles(Path.Combine(_bench["out.part"], "model")).Order(StringComparer.Ordinal).ToArray();
        var bytes = File.ReadAllBytes(shards[0]);
        bytes[^5] ^= 1;
        File.WriteAllBytes(shards[0], bytes);
        File.WriteAllBytes(shards[1], File.ReadAllBytes(shards[1])[..^100]);
        File.WriteAllText(Path.Combine(_bench["out.part"], "model", "README.md.0123.part"), "killed while this was written");
        File.AppendAllText(Path.Combine(_bench["out.part"], "journal.jsonl"), "{\"Shard\":0,\"Ten");

        _bench.Run(Recipe, shardBytes: ShardBytes, resume: true);

        Assert.Equal(_bench.Content("whole"), _bench.Content("out"));
    }

    [Fact]
    public void Should_Begin_Anew_Unless_Told_To_Resume()
    {
        Interrupt(12);

        Assert.Equal(0, _bench.Run(Recipe, shardBytes: ShardBytes).ResumedBytes);
    }

    [Fact]
    public void Should_Do_Nothing_When_The_Merge_Is_Complete()
    {
        _bench.Run(Recipe, shardBytes: ShardBytes);
        var before = File.GetLastWriteTimeUtc(Path.Combine(_bench["out"], "merge.json"));
        Directory.CreateDirectory(_bench["out.part"]);

        var outcome = _bench.Run(Recipe, shardBytes: ShardBytes, resume: true);

        Assert.True(outcome.WasComplete);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(_bench["out"], "merge.json")));
        Assert.False(Directory.Exists(_bench["out.part"]));
    }

    [Fact]
    public void Should_Refuse_To_Resume_With_Another_Recipe_Or_Other_Models()
    {
        Interrupt(12);
        var recipe = Assert.Throws<IOException>(() => _bench.Run(Recipe.Replace("0.4", "0.5", StringComparison.Ordinal), shardBytes: ShardBytes, resume: true));
        TinyLlama.Write(_bench["b"], 4);
        var model = Assert.Throws<IOException>(() => _bench.Run(Recipe, shardBytes: ShardBytes, resume: true));

        Assert.All([recipe, model], error => Assert.Contains("holds a merge of another recipe, of other models", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Replace_Only_When_Told_And_Only_Earlier_Merges()
    {
        _bench.Run(Recipe, shardBytes: ShardBytes);
        File.WriteAllText(Path.Combine(_bench["out"], "mine.txt"), "x");
        var other = Recipe.Replace("0.4", "0.5", StringComparison.Ordinal);

        Assert.Contains("holds an earlier merge", Assert.Throws<IOException>(() => _bench.Run(other, shardBytes: ShardBytes)).Message, StringComparison.Ordinal);
        Assert.Contains("of another recipe", Assert.Throws<IOException>(() => _bench.Run(other, shardBytes: ShardBytes, resume: true)).Message, StringComparison.Ordinal);
        _bench.Run(other, shardBytes: ShardBytes, replace: true);

        Assert.DoesNotContain("mine.txt", _bench.Content("out").Keys);
        Assert.Contains("0.5", File.ReadAllText(Path.Combine(_bench["out"], "merge.json")), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_bench["out.part"]));
    }

    [Fact]
    public void Should_Refuse_Two_Merges_Into_One_Folder()
    {
        using var plan = _bench.Plan(Recipe, shardBytes: ShardBytes);
        var isFirst = true;

        MergeRun.Run(plan, new Callback(_ =>
        {
            if (isFirst)
            {
                isFirst = false;
                Assert.Contains("another process", Assert.Throws<IOException>(() => _bench.Run(Recipe, shardBytes: ShardBytes)).Message, StringComparison.Ordinal);
            }
        }), TestContext.Current.CancellationToken);

        Assert.False(isFirst);
    }

    private void Interrupt(int reports)
    {
        using var source = new CancellationTokenSource();
        var seen = 0;
        Assert.Throws<OperationCanceledException>(() => _bench.Run(Recipe, shardBytes: ShardBytes, cancellation: source.Token, progress: new Callback(_ =>
        {
            if (++seen == reports)
            {
                source.Cancel();
            }
        })));
    }

    private sealed class Callback(Action<ProgressReport> action) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => action(value);
    }
}
