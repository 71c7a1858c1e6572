namespace ResearchKit.Tests.Assignment;

/// <summary>Random cost matrices of very different structure, reproducible from a seed.</summary>
internal static class CostFamilies
{
    public static readonly string[] Names =
    [
        "uniform", "fewIntegers", "manyIntegers", "normal", "planted", "plane", "product", "huge", "tiny", "denormal", "negative", "offset", "equal", "spread", "diagonal",
    ];

    public static double[] Make(string family, int rows, int columns, Seed seed)
    {
        var random = seed.For(family, ((long)rows * 100_000) + columns).ToRandom();
        var points = Enumerable.Range(0, 2 * (rows + columns)).Select(_ => random.NextDouble()).ToArray();
        var partner = Enumerable.Range(0, columns).ToArray();
        random.Shuffle(partner);
        var result = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                result[(i * columns) + j] = family switch
                {
                    "uniform" => random.NextDouble(),
                    "fewIntegers" => random.Next(4),
                    "manyIntegers" => random.Next(100),
                    "normal" => Normal(random),
                    "planted" => Normal(random) - (partner[j] == i ? 6 : 0),
                    "plane" => Math.Sqrt(Square(points[i] - points[rows + j]) + Square(points[rows + columns + i] - points[(2 * rows) + columns + j])),
                    "product" => (i + 1.0) * (j + 1.0),
                    "huge" => (random.NextDouble() - 0.5) * 3e305,
                    "tiny" => 1 + (random.Next(5) * 1e-15),
                    "denormal" => random.Next(1000) * double.Epsilon,
                    "negative" => -random.NextDouble() * 1e6,
                    "offset" => 1e6 + random.NextDouble(),
                    "equal" => 7,
                    "spread" => Math.Pow(10, (random.NextDouble() * 16) - 8),
                    _ => i == j ? 0 : 1 + random.Next(2),
                };
            }
        }

        return result;
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Square(double x) => x * x;
}
