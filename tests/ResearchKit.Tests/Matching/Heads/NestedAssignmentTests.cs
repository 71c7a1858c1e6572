using ResearchKit.Matching;
using ResearchKit.Permutations;

namespace ResearchKit.Tests.Matching;

public sealed class NestedAssignmentTests
{
    private static readonly Dictionary<string, int> Heads = new() { ["heads"] = 3, ["a0"] = 2, ["a1"] = 2, ["a2"] = 2, ["b0"] = 3, ["b1"] = 3, ["b2"] = 3 };

    [Fact]
    public void Should_Find_The_Optimum_Of_Brute_Force_When_Heads_Hold_Two_Kinds_Of_Units()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            NestedTerm[] terms =
            [
                Term(new AxisPermutation("heads", 2) { Inner = [new("a0"), new("a1"), new("a2")] }, Heads, seed),
                Term(new AxisPermutation("heads", 3) { Inner = [new("b0"), new("b1"), new("b2")] }, Heads, seed + 100),
                Term(new AxisPermutation("heads", 2), Heads, seed + 200),
            ];
            AssertOptimal(terms, Heads);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Should_Find_The_Optimum_Of_Brute_Force_When_Query_Heads_Share_A_Key_Head(int each)
    {
        var groups = new Dictionary<string, int> { ["heads"] = 2, ["q0"] = each, ["q1"] = each, ["k0"] = 2, ["k1"] = 2, ["v0"] = 2, ["v1"] = 2 };
        for (var seed = 0; seed < 5; seed++)
        {
            NestedTerm[] terms =
            [
                Term(Shared("k"), groups, seed),
                Term(new AxisPermutation("heads", 2) { Inner = [new("k0"), new("k1")] }, groups, seed + 100),
                Term(new AxisPermutation("heads", 2) { Inner = [new("v0"), new("v1")] }, groups, seed + 200),
                Term(Shared("v"), groups, seed + 300),
            ];
            AssertOptimal(terms, groups);
        }

        AxisPermutation Shared(string unit) => new("heads", 2 * each)
        {
            Inner = [.. Enumerable.Range(0, 2).Select(i => new AxisPermutation($"q{i}", 2) { Inner = [.. Enumerable.Repeat(new AxisPermutation($"{unit}{i}"), each)] })],
        };
    }

    [Fact]
    public void Should_Reach_The_Planted_Order_When_Too_Many_Query_Heads_Share_A_Key_Head_To_Try_All()
    {
        var groups = new Dictionary<string, int> { ["q"] = 6, ["k"] = 5 };
        var axis = new AxisPermutation("q", 5) { Inner = [.. Enumerable.Repeat(new AxisPermutation("k"), 6)] };
        var hits = 0;
        for (var seed = 0; seed < 10; seed++)
        {
            var planted = new Dictionary<string, Permutation> { ["q"] = Permutation.Random(6, seed), ["k"] = Permutation.Random(5, seed + 50) };
            var sources = AxisLayout.ToPositions(axis, groups, group => planted[group]);
            var matrix = Term(axis, groups, seed).Matrix.Select(x => x / 4).ToArray();
            for (var i = 0; i < sources.Length; i++)
            {
                matrix[(i * 30) + sources[i]] += 1;
            }

            var found = new Dictionary<string, Permutation>();
            NestedTerm[] terms = [new NestedTerm(axis, matrix, 30)];
            var value = new NestedAssignment(groups).Solve(terms, found);
            Assert.Equal(Value(terms, groups, found), value, 1e-9);
            hits += found["q"].Equals(planted["q"]) && found["k"].Equals(planted["k"]) ? 1 : 0;
        }

        Assert.Equal(10, hits);
    }

    [Fact]
    public void Should_Add_The_Diagonal_When_Sections_Are_Fixed()
    {
        var groups = new Dictionary<string, int> { ["a"] = 2 };
        var axis = AxisPermutation.Sections(AxisPermutation.Fixed(2), new AxisPermutation("a"));
        double[] matrix = [1, 9, 9, 9, 9, 2, 9, 9, 9, 9, 3, 5, 9, 9, 6, 4];
        var found = new Dictionary<string, Permutation>();
        Assert.Equal(1 + 2 + 5 + 6, new NestedAssignment(groups).Solve([new NestedTerm(axis, matrix, 4)], found));
        Assert.Equal(new Permutation([1, 0]), found["a"]);
    }

    private static NestedTerm Term(AxisPermutation axis, Dictionary<string, int> groups, int seed)
    {
        var n = (int)AxisLayout.Length(axis, groups);
        var random = new Random(seed);
        return new NestedTerm(axis, [.. Enumerable.Range(0, n * n).Select(_ => random.NextDouble() - 0.5)], n);
    }

    private static void AssertOptimal(NestedTerm[] terms, Dictionary<string, int> groups)
    {
        var found = new Dictionary<string, Permutation>();
        var value = new NestedAssignment(groups).Solve(terms, found);
        Assert.Equal(groups.Keys.Order(), found.Keys.Order());
        Assert.Equal(Value(terms, groups, found), value, 1e-9);

        var best = double.NegativeInfinity;
        foreach (var all in Combinations([.. groups]))
        {
            best = Math.Max(best, Value(terms, groups, all));
        }

        Assert.Equal(best, value, 1e-9);
    }

    private static double Value(NestedTerm[] terms, Dictionary<string, int> groups, Dictionary<string, Permutation> permutations) => terms.Sum(term =>
    {
        var sources = AxisLayout.ToPositions(term.Axis, groups, group => permutations[group]);
        return sources.Select((source, i) => term.Matrix[(i * term.Stride) + source]).Sum();
    });

    private static IEnumerable<Dictionary<string, Permutation>> Combinations(KeyValuePair<string, int>[] groups) => groups.Length == 0
        ? [[]]
        : Combinations(groups[1..]).SelectMany(_ => Orders(groups[0].Value), (rest, order) => new Dictionary<string, Permutation>(rest) { [groups[0].Key] = new Permutation(order) });

    private static IEnumerable<int[]> Orders(int n) => n == 0 ? [[]] : Orders(n - 1).SelectMany(_ => Enumerable.Range(0, n), (rest, at) => (int[])[.. rest[..at], n - 1, .. rest[at..]]);
}
