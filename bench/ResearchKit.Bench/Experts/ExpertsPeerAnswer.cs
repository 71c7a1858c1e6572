namespace ResearchKit.Bench.Experts;

/// <summary>What the peer made of a layer: the group and the permutation of each expert, and the norm of each merged one.</summary>
internal sealed record ExpertsPeerAnswer(int[] Group, int[][] Permutations, double[] Norms);
