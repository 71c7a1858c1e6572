using ResearchKit.Merging.Fitting;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Fitting;

public sealed class ModelSoupTests
{
    [Fact]
    public void Should_Keep_Models_That_Bring_The_Mean_Nearer()
    {
        using var scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor>[] models = [Model(1, 0), Model(-.8f, .1f), Model(9, 9), Model(0, .9f)];

        var soup = ModelSoup.Greedy(models, Nearness);

        Assert.Equal(1, soup.Trials[0].Model + 1 - soup.Members[0]);
        Assert.DoesNotContain(2, soup.Members);
        Assert.Equal(models.Length, soup.Trials.Count);
        Assert.Equal([.. soup.Trials.Where(trial => trial.Joined).Select(trial => trial.Model)], soup.Members);
        Assert.True(soup.Score >= models.Max(Nearness));
        Assert.Equal(soup.Score, Nearness(soup.Tensors), 1e-6);
    }

    [Fact]
    public void Should_Be_The_Best_Model_When_No_Other_Helps_And_All_Of_Them_When_They_Are_Equal()
    {
        using var scope = NewDisposeScope();

        Assert.Equal([1], ModelSoup.Greedy([Model(5, 0), Model(0, 0), Model(6, 0)], Nearness).Members);
        Assert.Equal([0, 1, 2], ModelSoup.Greedy([Model(1, 0), Model(1, 0), Model(1, 0)], Nearness).Members);
    }

    [Fact]
    public void Should_Average_All_When_Uniform()
    {
        using var scope = NewDisposeScope();

        var soup = ModelSoup.Uniform([Model(1, 0), Model(2, 3), Model(6, 3)]);

        Assert.Equal([3f, 2f], soup["w"].data<float>().ToArray());
    }

    [Fact]
    public void Should_Refuse_No_Models_And_Scores_That_Are_Not_Numbers()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => ModelSoup.Greedy([], Nearness));
        Assert.Contains("model 0", Assert.Throws<InvalidOperationException>(() => ModelSoup.Greedy([Model(1, 0)], _ => double.NaN)).Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> Model(float x, float y) => new() { ["w"] = tensor(new[] { x, y }) };

    private static double Nearness(IReadOnlyDictionary<string, Tensor> model) => -model["w"].norm().item<float>();
}
