namespace ResearchKit.Matching;

/// <summary>Where the search of <see cref="CycleConsistentMatching"/> starts.</summary>
public enum UniverseStart
{
    /// <summary>Every model in its own order of units.</summary>
    Identity,

    /// <summary>Near the doubly stochastic matrix of equal entries, from which no order is nearer than another; the seed breaks the symmetry.</summary>
    PerturbedUniform,
}
