namespace ResearchKit.Permutations;

/// <summary>A module that says how data flow through its parts, so that a permutation spec can be derived from it.</summary>
/// <remarks>A container whose forward pass the library cannot see (anything but a chain) implements this; the kit's own models do.</remarks>
public interface IPermutationStructure
{
    /// <summary>Names the parts in the order in which data flow through them.</summary>
    /// <param name="walk">Receives the parts; names are relative to this module.</param>
    void Describe(ModuleStructure walk);
}
