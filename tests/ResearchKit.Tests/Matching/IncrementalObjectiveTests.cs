using ResearchKit.Matching;
using ResearchKit.Permutations;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Matching;

public sealed class IncrementalObjectiveTests
{
    [Theory]
    [MemberData(nameof(WeightMatchingTests.Networks), MemberType = typeof(WeightMatchingTests))]
    public void Should_Equal_The_Plain_Objective_When_Permutations_Change_Little_Or_Much(string network, ScalarType dtype)
    {
        // Two units at once, so that every gather takes several rounds.
        var (spec, a, b) = WeightMatchingTests.Pair(network, dtype);
        using var scope = NewDisposeScope();
        if (dtype == ScalarType.Float64)
        {
            using var objective = new IncrementalObjective<double>(spec, a, b, new MatchingClock(), elementsAtOnce: 50);
            Walk(spec, objective, new PlainObjective(spec, a, b), 1e-12);
        }
        else
        {
            using var objective = new IncrementalObjective<float>(spec, a, b, new MatchingClock(), elementsAtOnce: 50);
            Walk(spec, objective, new PlainObjective(spec, a, b), 1e-12);
        }
    }

    private static void Walk(PermutationSpec spec, IAlignmentObjective fast, PlainObjective plain, double tolerance)
    {
        var sizes = spec.Groups.Values.ToArray();
        var permutations = Array.ConvertAll(sizes, n => Permutation.Identity(n).ToArray());
        var random = new Seed(3).ToRandom();
        for (var step = 0; step < 40; step++)
        {
            var moved = random.Next(sizes.Length);
            permutations[moved] = (step % 4) switch
            {
                0 => Permutation.Random(sizes[moved], step).ToArray(),
                _ => Swapped(permutations[moved], random),
            };
            var group = random.Next(sizes.Length);
            var (proposal, expected) = (new int[sizes[group]], new int[sizes[group]]);
            fast.Propose(group, permutations, proposal);
            plain.Propose(group, permutations, expected);
            var best = plain.Gain(group, permutations, expected);
            Assert.Equal(best, plain.Gain(group, permutations, proposal), 1e-4 * Math.Max(1, Math.Abs(best)));
            Assert.Equal(plain.Gain(group, permutations, proposal), fast.Gain(group, permutations, proposal), tolerance * 1e2);
        }
    }

    private static int[] Swapped(int[] permutation, Random random)
    {
        var copy = (int[])permutation.Clone();
        var (i, j) = (random.Next(copy.Length), random.Next(copy.Length));
        (copy[i], copy[j]) = (copy[j], copy[i]);
        return copy;
    }
}
