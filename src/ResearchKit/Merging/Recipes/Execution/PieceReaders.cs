using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Execution;

/// <summary>Reads the same piece of a tensor from all models.</summary>
internal sealed class PieceReaders : IDisposable
{
    private readonly PlannedTensor _tensor;
    private readonly PieceReader[] _models;
    private readonly PieceReader? _base;

    public PieceReaders(PlannedTensor tensor, int capacity)
    {
        _tensor = tensor;
        _models = [.. tensor.Sources.Select(source => new PieceReader(source, tensor.WorkingType, capacity))];
        _base = tensor.Base is null ? null : new PieceReader(tensor.Base, tensor.WorkingType, capacity);
    }

    /// <summary>Reads a piece.</summary>
    /// <param name="start">Its first element.</param>
    /// <param name="weights">The weight of each model.</param>
    /// <param name="order">The canonical order of the models.</param>
    /// <returns>Views that belong to the current dispose scope and hold until the next piece.</returns>
    public MergeInput Read(long start, IReadOnlyList<double> weights, IReadOnlyList<int> order)
    {
        var count = Count(start);
        return new MergeInput
        {
            Name = _tensor.Name,
            Tensors = Array.ConvertAll(_models, model => model.Read(start, count)),
            Weights = weights,
            Base = _base?.Read(start, count),
            KnownOrder = order,
        };
    }

    /// <summary>Reads a piece of two models.</summary>
    public (Tensor First, Tensor Second) ReadPair(long start) => (_models[0].Read(start, Count(start)), _models[1].Read(start, Count(start)));

    public void Dispose()
    {
        Array.ForEach(_models, model => model.Dispose());
        _base?.Dispose();
    }

    private int Count(long start) => (int)Math.Min(_models[0].Capacity, _tensor.Count - start);
}
