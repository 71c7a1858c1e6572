namespace ResearchKit.Merging;

/// <summary>A merge method each value of whose result depends on the values at the same place alone.</summary>
/// <remarks>Such a method may be given tensors in pieces of any size, so that checkpoints larger than memory are merged. <see cref="MergeInput.CanonicalOrder"/> is then that of the whole tensors.</remarks>
public interface IElementwiseMergeMethod : IMergeMethod;
