using static TorchSharp.torch;

namespace ResearchKit.Matching;

/// <summary>What one tensor adds to the assignment matrix A of one group: A[r, s] += sum over the rest of W_a[r, .] pi(W_b)[s, .].</summary>
internal interface IMatchingTerm
{
    /// <summary>Whether the term depends on no other group.</summary>
    bool IsConstant { get; }

    /// <summary>The operations of <see cref="AddAll"/>, up to a common factor.</summary>
    long Work { get; }

    /// <summary>The operations that <see cref="AddChange"/> needs now, up to the same factor; 0 when nothing changed.</summary>
    long PendingWork(int[][] permutations);

    /// <summary>Adds the whole term under the present permutations.</summary>
    void AddAll(Tensor matrix, int[][] permutations);

    /// <summary>Adds what changed since the last call of either method.</summary>
    void AddChange(Tensor matrix, int[][] permutations);

    /// <summary>How much the objective grows through this tensor when units move, in double precision.</summary>
    double Gain(int[][] permutations, in UnitMoves moves);
}
