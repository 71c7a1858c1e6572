using ResearchKit.Data;
using ResearchKit.Models;
using ResearchKit.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Data;

public sealed class GrammarLanguageTests
{
    [Fact]
    public void Should_Write_The_Same_Text_When_The_Seed_Is_The_Same()
    {
        Assert.Equal(GrammarLanguage.Text(500, 1), GrammarLanguage.Text(500, 1));
        Assert.NotEqual(GrammarLanguage.Text(500, 1), GrammarLanguage.Text(500, 2));
        Assert.Equal(GrammarLanguage.Text(100, 1), GrammarLanguage.Text(500, 1)[..100]);
        Assert.Equal(32, GrammarLanguage.Words.Distinct().Count());
        Assert.Equal(32, GrammarLanguage.Text(5000, 1).Distinct().Count());
        Assert.Empty(GrammarLanguage.Text(0, 1));
    }

    [Fact]
    public void Should_Agree_In_Number_When_Sentences_Have_No_Clause()
    {
        var words = GrammarLanguage.ToText(GrammarLanguage.Text(4000, 3)).Split(" . ").Where(sentence => !sentence.Contains("who", StringComparison.Ordinal)).Skip(1).Take(100).ToList();
        Assert.Equal(100, words.Count);
        string[] one = ["a", "this", "cat", "dog", "bird", "child", "robot", "tree", "sees", "likes", "follows", "hears", "helps"];
        string[] adjectives = ["small", "old", "red", "happy"];
        Assert.All(words, sentence =>
        {
            // Determiner, noun and verb: the first three words that are no adjectives.
            var first = sentence.Split(' ').Where(word => !adjectives.Contains(word)).Take(3).ToList();
            Assert.True(first.TrueForAll(one.Contains) || !first.Exists(one.Contains), sentence);
        });
    }

    [Fact]
    public void Should_Put_The_Next_Token_Beside_Each_When_Cut()
    {
        using var data = TokenSequences.Cut([5, 6, 7, 8, 9, 1], 2);
        Assert.Equal([5L, 6, 7, 8], data.Inputs.data<long>().ToArray());
        Assert.Equal([6L, 7, 8, 9], data.Targets.data<long>().ToArray());
        Assert.Equal((2, 2), (data.Count, data.Length));
        using var first = data.Take(1);
        Assert.Equal([1L, 2], first.Inputs.shape);
        Assert.Contains("3 tokens", Assert.Throws<ArgumentException>(() => TokenSequences.Cut([1, 2, 3], 3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Take(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => GrammarLanguage.ToText([32]));
        Assert.Throws<ArgumentException>(() => new TokenSequences(zeros(2, 2), zeros(2, 2)));
    }

    [Fact]
    public void Should_Be_Learnt_When_A_Small_Model_Is_Trained()
    {
        using var train = GrammarLanguage.Generate(256, 16, 1);
        using var test = GrammarLanguage.Generate(64, 16, 2);
        using var model = new DecoderLm(new DecoderLmOptions { VocabularySize = 32, ContextLength = 16, Width = 16, Depth = 1, Heads = 2, FeedForwardSize = 32 }, 1);
        var before = new ModelLoss(model, test, 32).Evaluate();
        Assert.Equal(Math.Log(32), before.Loss, 0.5);
        var result = Trainer.Train(model, train, test, new TrainingOptions { Epochs = 6, BatchSize = 16, LearningRate = 1e-2 }, 3);
        var after = result.History[^1].Validation!.Value;
        Assert.True(after.Loss < 2.2, $"{before} {after}");
        Assert.True(after.Accuracy > before.Accuracy + 0.15, $"{before} {after}");
        Assert.Equal(after, new ModelLoss(model, test, 1000).Evaluate());
    }

    [Fact]
    public void Should_Be_The_Mean_Over_Tokens_When_Loss_Is_Measured()
    {
        using var scope = NewDisposeScope();
        using var data = GrammarLanguage.Generate(5, 4, 1);
        using var model = new DecoderLm(new DecoderLmOptions { VocabularySize = 32, ContextLength = 4, Width = 8, Depth = 1, Heads = 2, FeedForwardSize = 8 }, 1);
        var scores = nn.functional.log_softmax(model.call(data.Inputs), -1);
        var expected = -scores.gather(2, data.Targets.unsqueeze(2)).mean().ToDouble();
        var loss = new ModelLoss(model, data, 2);
        Assert.Equal(expected, loss.Evaluate().Loss, 1e-5);
        Assert.Equal(3, loss.BatchCount);
        loss.LossAndGradient(model.state_dict(), out var gradient);
        Assert.Equal(model.named_parameters().Select(pair => pair.name).Order(), gradient.Keys.Order());
    }
}
