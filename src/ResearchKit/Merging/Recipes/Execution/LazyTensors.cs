using System.Collections;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Tensors that are read whenever they are asked for, for methods that ask once: what they are given belongs to the dispose scope in which they ask.</summary>
internal sealed class LazyTensors(int count, Func<int, Tensor> load) : IReadOnlyList<Tensor>
{
    public int Count => count;

    public Tensor this[int index] => load(index);

    public IEnumerator<Tensor> GetEnumerator() => Enumerable.Range(0, count).Select(load).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
