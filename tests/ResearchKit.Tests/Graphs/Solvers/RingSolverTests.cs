using ResearchKit.Graphs;

namespace ResearchKit.Tests.Graphs.Solvers;

public sealed class RingSolverTests
{
    [Fact]
    public void Should_Equal_The_Plain_Form_To_The_Last_Bit()
    {
        for (var trial = 0; trial < 1000; trial++)
        {
            var (source, target, costs) = RandomPairs.Make(trial, 9);

            AssertPlain(EditProblem.Create(source, target, costs));
        }
    }

    [Fact]
    public void Should_Equal_The_Plain_Form_When_Sets_Are_Too_Many_For_A_Table()
    {
        var (source, target) = (GraphFamilies.MoleculeLike(60, 12, 1, 20), GraphFamilies.MoleculeLike(64, 12, 2, 20));

        AssertPlain(EditProblem.Create(source, target, EditCosts.Create(3, 1, 2, 1, 0.7, 0.3)));
    }

    [Fact]
    public void Should_Number_Equal_Sets_Once()
    {
        var sets = new CodeSets();
        var random = new Seed(5).ToRandom();
        var seen = new Dictionary<string, int> { [string.Empty] = 0 };
        for (var trial = 0; trial < 3000; trial++)
        {
            int[] codes = [.. Enumerable.Range(0, random.Next(6)).Select(_ => 1 + random.Next(5))];
            var number = sets.NumberOf(codes);

            Assert.Equal(codes, sets[number]);
            var key = string.Join(',', codes);
            Assert.Equal(number, seen.TryGetValue(key, out var known) ? known : seen[key] = number);
        }

        Assert.Equal(seen.Count, sets.Count);
    }

    private static void AssertPlain(EditProblem problem)
    {
        var (gain, all) = PlainRings.Of(problem);
        var assignment = new RingSolver().Prepare(problem);

        Assert.Equal(gain, assignment.Gain);
        Assert.Equal(all, assignment.Base);
    }
}
