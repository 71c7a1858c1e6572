namespace ResearchKit.Merging;

/// <summary>A merge method that must see every tensor before it can merge the first, for example because it ranks all parameters of a model together.</summary>
/// <remarks><see cref="ModelMerge"/> prepares it once. Asked for one tensor alone, the method takes that tensor for the whole model.</remarks>
public interface IWholeModelMethod : IMergeMethod
{
    /// <summary>Looks at whole models.</summary>
    /// <param name="inputs">All floating-point tensors, each as the models have it; the models stand in one order in all of them.</param>
    /// <returns>The rule for each of these tensors; it holds what was found and none of the inputs.</returns>
    IMergeMethod Prepare(IReadOnlyList<MergeInput> inputs);
}
