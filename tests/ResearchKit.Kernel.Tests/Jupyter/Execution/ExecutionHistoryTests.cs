using ResearchKit.Kernel.Jupyter.Execution;

namespace ResearchKit.Kernel.Tests.Jupyter.Execution;

public sealed class ExecutionHistoryTests
{
    private readonly ExecutionHistory _history = new();

    public ExecutionHistoryTests()
    {
        foreach (var code in new[] { "var x = 1;", "x + 1", "x + 2", "x + 1" })
        {
            _history.Add(new ExecutedCell(_history.Next(), code, null));
        }
    }

    [Theory]
    [InlineData(2, new[] { 3, 4 })]
    [InlineData(0, new int[0])]
    [InlineData(99, new[] { 1, 2, 3, 4 })]
    public void Should_Give_The_Last_Cells(int count, int[] expected) => Assert.Equal(expected, Numbers(_history.Tail(count)));

    [Fact]
    public void Should_Give_A_Range_Without_Its_End() => Assert.Equal([2, 3], Numbers(_history.Range(2, 4)));

    [Theory]
    [InlineData("x*", 99, false, new[] { 2, 3, 4 })]
    [InlineData("x + ?", 2, false, new[] { 3, 4 })]
    [InlineData("*x*", 99, true, new[] { 1, 3, 4 })]
    [InlineData("X*", 99, false, new int[0])]
    [InlineData("x", 99, false, new int[0])]
    public void Should_Search_By_Pattern(string pattern, int count, bool isUnique, int[] expected) =>
        Assert.Equal(expected, Numbers(_history.Search(pattern, count, isUnique)));

    [Fact]
    public void Should_Not_Grow_Without_End()
    {
        for (var i = 0; i < 30_000; i++)
        {
            _history.Add(new ExecutedCell(_history.Next(), "1", null));
        }

        Assert.InRange(_history.Tail(int.MaxValue).Count, 1, 10_000);
        Assert.Equal(30_004, _history.Tail(1)[0].Number);
    }

    private static int[] Numbers(IReadOnlyList<ExecutedCell> cells) => [.. cells.Select(cell => cell.Number)];
}
