namespace ResearchKit.Display.Tests;

/// <summary>Figures of every kind, for the tests to draw.</summary>
public static class Gallery
{
    private static readonly double[] Lambda = [.. Enumerable.Range(0, 11).Select(i => i / 10.0)];

    public static Figure LineWithBand() => new Figure("barrier-along-path")
        .X("interpolation λ").Y("test loss", "nats")
        .Line(Lambda, Lambda.Select(l => 0.4 + (4.8 * l * (1 - l))), "naive", spread: Lambda.Select(l => 0.4 * l * (1 - l)))
        .Line(Lambda, Lambda.Select(l => 0.4 + (0.05 * l * (1 - l))), "weight matching", spread: Lambda.Select(_ => 0.02))
        .Line(Lambda, Lambda.Select(l => 0.41 + (0.09 * l * (1 - l))), "activation matching")
        .HorizontalLine(Math.Log(10), "chance: ln 10");

    public static Figure Points() => new Figure("barrier-against-r")
        .X("alignment R at γ = 0.3").Y("test barrier", "nats", AxisScale.Log)
        .Scatter([0.01, 0.012, 0.009], [1.2, 1.31, 1.25], "naive", spread: [0.1, 0.1, 0.1])
        .Scatter([0.37, 0.35, 0.4], [0.010, 0.012, 0.008], "weight matching", labels: ["s1", "s2", "s3"])
        .Scatter([0.30, 0.28, 0.33], [0.014, 0.02, 0.011], "activation matching")
        .HorizontalLine(0.1, "bound of claim F2");

    public static Figure Bars() => new Figure("accuracy-by-method")
        .X("hidden size").Y("test accuracy of the merged network", "%")
        .Bars(["64", "128", "256", "512"], [35.7, 41.2, 60.3, 76.9], "naive", spread: [4.0, 3.2, 5.0, 2.0])
        .Bars(["64", "128", "256", "512"], [80.1, 84.6, 86.1, 86.7], "weight matching", spread: [1.0, 0.4, 0.3, 0.2]);

    public static Figure Histogram()
    {
        var random = new Seed(7).For("gallery").ToRandom();
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return new Figure("singular-value-differences")
            .X("relative difference", "%")
            .Histogram(Enumerable.Range(0, 2000).Select(_ => 0.4 + (0.1 * Normal())), "layer 1")
            .Histogram(Enumerable.Range(0, 2000).Select(_ => 0.7 + (0.2 * Normal())), "layer 2");
    }

    public static Figure HeatMap()
    {
        var matrix = new double[5, 6];
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                matrix[i, j] = Math.Cos(i - (0.8 * j));
            }
        }

        matrix[2, 2] = double.NaN;
        return new Figure("correlation-of-units")
            .X("unit of model b").Y("unit of model a")
            .HeatMap(matrix, new HeatMapOptions { ColorLabel = "correlation", Center = 0, ValueDigits = 2, SquareCells = true });
    }

    public static Figure Contour()
    {
        double[] grid = [.. Enumerable.Range(0, 41).Select(i => -1 + (i * 0.075))];
        var heights = new double[41, 41];
        for (var i = 0; i < 41; i++)
        {
            for (var j = 0; j < 41; j++)
            {
                var (x, y) = (grid[j], grid[i]);
                heights[i, j] = 0.3 + (3 * Math.Min((x * x) + (y * y), Math.Min(Math.Pow(x - 1, 2) + (y * y), (Math.Pow(x - 0.5, 2) * 4) + Math.Pow(y - 0.8, 2))));
            }
        }

        return new Figure("loss-plane")
            .X("along a → b").Y("across")
            .Contour(grid, grid, heights, new ContourOptions { ColorLabel = "test loss (nats)", Scale = AxisScale.Log, Ceiling = 5 })
            .NamedPoint(0, 0, "a").NamedPoint(1, 0, "b").NamedPoint(0.5, 0.8, "π(b)");
    }

    public static Figure Network(string name, bool swapped) => Figure.Network(
        name,
        swapped ? [new double[,] { { -1, 2 }, { 1, 0.5 }, { 0.25, -1 } }, new double[,] { { 1, -0.5, 2 } }] : [new double[,] { { 1, 0.5 }, { -1, 2 }, { 0.25, -1 } }, new double[,] { { -0.5, 1, 2 } }],
        new NetworkOptions { UnitKeys = [[null, null], swapped ? ["unit B", "unit A", "unit C"] : ["unit A", "unit B", "unit C"], [null]] });

    public static Figure Grid() => Figure.Grid("overview", 2, LineWithBand().WithTitle("Loss along the path"), Contour().WithTitle("Loss plane"), HeatMap().WithTitle("Matches"), Points().WithTitle("Barrier against R"));

    public static Figure Networks() => Figure.Grid("permuted-network", 2, Network("a", false).WithTitle("before"), Network("b", true).WithTitle("units 1 and 2 swapped")).WithSize(900, 380);

    public static Figure Gaps() => new Figure("gaps")
        .X("epoch").Y("loss", "nats")
        .Line(Enumerable.Range(0, 60), Enumerable.Range(0, 60).Select(i => i is > 20 and < 28 ? double.NaN : Math.Exp(-i / 20.0)), "training", spread: Enumerable.Range(0, 60).Select(i => i == 40 ? double.PositiveInfinity : 0.05))
        .Line(Enumerable.Range(0, 60), Enumerable.Range(0, 60).Select(i => 0.1 + Math.Exp(-i / 18.0)), "validation", dash: LineDash.Dashed);

    /// <summary>A dot that moves along a curve, beside a map that changes with it.</summary>
    public static Figure PathFrames()
    {
        var y = Lambda.Select(l => 0.4 + (4.8 * l * (1 - l))).ToArray();
        return Figure.Frames("path-slider", "λ", Lambda, i => Figure.Grid(
            "frame",
            2,
            new Figure("loss").X("interpolation λ").Y("test loss", "nats").Line(Lambda, y, "naive").Scatter([Lambda[i]], [y[i]], "merged network").WithTitle("loss"),
            new Figure("map").X("input 1").Y("input 2").HeatMap(Waves(i), new HeatMapOptions { ColorLabel = "class score" }).WithTitle("what it classifies")));
    }

    /// <summary>A curve whose height, words and number of traces change from frame to frame.</summary>
    public static Figure GrowingFrames() => Figure.Frames(
        "temperature-slider",
        "temperature",
        [1.0, 0.5, 0.25, 0.125, 0.0625],
        i =>
        {
            var figure = new Figure("frame").X("unit").Y("weight").Line(Lambda, Lambda.Select(l => (i + 1) * l), "soft");
            return i < 2 ? figure : figure.Line(Lambda, Lambda.Select(l => 2 - l), "hard").HorizontalLine(i, $"level {i}").NamedPoint(0.5, 1, "p");
        },
        new FrameOptions { Unit = "K", First = 4 });

    public static Figure Surface()
    {
        double[] grid = [.. Enumerable.Range(0, 31).Select(i => -1 + (i * 0.1))];
        var heights = new double[31, 31];
        for (var i = 0; i < 31; i++)
        {
            for (var j = 0; j < 31; j++)
            {
                var (x, y) = (grid[j], grid[i]);
                heights[i, j] = 0.1 + Math.Min((x * x) + (y * y), Math.Pow(x - 1, 2) + (y * y));
            }
        }

        return new Figure("loss-surface").X("along a → b").Y("across")
            .Surface(grid, grid, heights, new SurfaceOptions { HeightLabel = "test loss (nats)", Scale = AxisScale.Log, Ceiling = 2 })
            .NamedPoint(0, 0, "a").NamedPoint(1, 0, "b");
    }

    public static Figure Stacks() => new Figure("time-by-step").X("machine").Y("time", "s")
        .Bars(["laptop", "server"], [3.0, 1.0], "forward", stack: "before")
        .Bars(["laptop", "server"], [2.0, 1.5], "backward", stack: "before")
        .Bars(["laptop", "server"], [1.0, 0.5], "forward", stack: "after")
        .Bars(["laptop", "server"], [-0.5, 0.75], "saved", stack: "after");

    public static Figure Boxes() => new Figure("barrier-by-seed").X("hidden size").Y("barrier", "nats")
        .Boxes(["64", "128"], [[1.0, 1.2, 1.1, 2.0, 0.9], [0.8, 0.7, 0.9, 0.85, 0.6]], "naive")
        .Boxes(["64", "128"], [[0.1, 0.2, 0.15, 0.3, 0.05], [0.08, double.NaN, 0.1, 0.05, 0.02]], "weight matching");

    public static Figure TableBeside() => Figure.Grid("table-beside", 2, Bars().WithTitle("accuracy"), Figure.Table("rows", new Table("hidden size", "naive (%)", "<matched> (%)").Row(64, 35.7, new Measurement(80.0, 80.2)).Row(128, 41.2, 84.6)).WithTitle("the same in numbers"));

    public static IReadOnlyList<Figure> All() => [LineWithBand(), Points(), Bars(), Histogram(), HeatMap(), Contour(), Network("toy-network", false), Networks(), Grid(), Gaps(), PathFrames(), GrowingFrames(), Surface(), Stacks(), Boxes(), TableBeside()];

    private static double[,] Waves(int step)
    {
        var map = new double[20, 20];
        for (var i = 0; i < 20; i++)
        {
            for (var j = 0; j < 20; j++)
            {
                map[i, j] = (step + 1) * Math.Sin((i + step) / 4.0) * Math.Cos(j / 3.0);
            }
        }

        return map;
    }
}
