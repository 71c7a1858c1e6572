namespace ResearchKit.Permutations;

/// <summary>A permutation spec that was derived from the structure of a module.</summary>
/// <param name="Spec">The spec, covering every tensor of the module's state dict.</param>
/// <param name="Unknown">The modules that were not understood, in order; their axes and those that meet them carry no permutation.</param>
/// <param name="Equivalence">How much random alignments changed the output of the module; within the tolerance, or no spec would have been returned.</param>
public sealed record DerivedSpec(PermutationSpec Spec, IReadOnlyList<UnknownModule> Unknown, EquivalenceResult Equivalence);
