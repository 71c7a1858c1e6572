namespace ResearchKit.Display.Tests;

public class FigureValidationTests
{
    private static readonly Figure Empty = new("loss");

    public static TheoryData<string, Action> Mistakes => new()
    {
        { "'a': y has 1 values, expected 2", () => Empty.Line([1, 2], [1.0], "a") },
        { "'a': spread has 1 values, expected 2", () => Empty.Line([1, 2], [1.0, 2], "a", spread: [0.1]) },
        { "spread holds -1", () => Empty.Scatter([1], [1], "a", spread: [-1]) },
        { "labels has 2 values, expected 1", () => Empty.Scatter([1], [1], "a", labels: ["p", "q"]) },
        { "high has 0 values", () => Empty.Band([1], [1.0], Array.Empty<double>(), "a") },
        { "values has 1 values, expected 2", () => Empty.Bars(["p", "q"], [1], "a") },
        { "name that is not blank", () => Empty.Line([1], [1], " ") },
        { "name that is not blank", () => _ = new Figure(string.Empty) },
        { "at least one cell", () => Empty.HeatMap(new double[0, 3]) },
        { "more than 250000 cells", () => Empty.HeatMap(new double[501, 500]) },
        { "its columns with 1", () => Empty.HeatMap(new double[2, 2], new HeatMapOptions { ColumnNames = ["p"] }) },
        { "3 by 2, its rows are labelled with 2", () => Empty.Contour([1, 2, 3], [1, 2], new double[3, 2]) },
        { "ceiling", () => Empty.Contour([1], [1], new double[1, 1], new ContourOptions { Scale = AxisScale.Log, Ceiling = 0 }) },
        { "range 2 to 1", () => Empty.X("x", range: (2, 1)) },
        { "positive", () => Empty.Y("y", scale: AxisScale.Log, range: (0, 1)) },
        { "finite number", () => Empty.HorizontalLine(double.NaN) },
        { "0 panels", () => Figure.Grid("g", 1) },
        { "itself a grid", () => Figure.Grid("g", 1, Figure.Grid("h", 1, Empty)) },
        { "matrix 1 takes 3 inputs, but matrix 0 gives 2", () => Figure.Network("n", [new double[2, 2], new double[1, 3]]) },
        { "UnitKeys has layers of 1 units, expected 2, 1", () => Figure.Network("n", [new double[1, 2]], new NetworkOptions { UnitKeys = [["a"]] }) },
        { "name of its own", () => Figure.Graph("g", [new GraphNode("a", 0, 0), new GraphNode("a", 1, 0)], []) },
        { "'a' to 'b'", () => Figure.Graph("g", [new GraphNode("a", 0, 0)], [new GraphEdge("a", "b")]) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Should_Say_What_Was_Given_And_Expected(string part, Action mistake) =>
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(mistake).Message, StringComparison.Ordinal);

    [Fact]
    public void Should_Refuse_Series_And_Marks_When_The_Figure_Is_A_Grid()
    {
        var grid = Figure.Grid("g", 1, Empty);
        Assert.Throws<InvalidOperationException>(() => grid.Line([1], [1], "a"));
        Assert.Throws<InvalidOperationException>(() => grid.HorizontalLine(1));
    }

    [Theory]
    [InlineData(99, 300)]
    [InlineData(300, 4001)]
    public void Should_Refuse_Sizes_That_Nobody_Can_Read(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Empty.WithSize(width, height));
}
