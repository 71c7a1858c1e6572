namespace ResearchKit.Matching;

/// <summary>The objective f(pi) of weight matching, as coordinate descent needs it: one assignment problem for each group while the others are fixed.</summary>
internal interface IAlignmentObjective
{
    /// <summary>Solves the assignment problem of one group.</summary>
    /// <param name="group">The index of the group.</param>
    /// <param name="permutations">The present permutation of every group.</param>
    /// <param name="proposal">Receives the best permutation of the group.</param>
    void Propose(int group, int[][] permutations, int[] proposal);

    /// <summary>The assignment matrix of one group: row of the reference, column of the candidate.</summary>
    /// <param name="group">The index of the group.</param>
    /// <param name="permutations">The present permutation of every group.</param>
    /// <returns>A copy, row-major.</returns>
    double[] Matrix(int group, int[][] permutations);

    /// <summary>How much the objective grows when one group takes a new permutation, in double precision.</summary>
    /// <param name="group">The index of the group.</param>
    /// <param name="permutations">The present permutation of every group.</param>
    /// <param name="proposal">The new permutation of the group.</param>
    double Gain(int group, int[][] permutations, int[] proposal);
}
