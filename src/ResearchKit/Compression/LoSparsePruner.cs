using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Compression;

/// <summary>Empties rows of the sparse parts of a model while it trains, the least important first.</summary>
/// <remarks>
/// Importance of an entry: I = |S ∂L/∂S|, smoothed as Ī ← β Ī + (1 − β) I of the step before (Ī starts at 0; the lag of one step is the authors' code's). A row scores the mean or the sum of its Ī.
/// All rows of all matrices compete: with N entries in total, rows that score below the ⌊(1 − P_t) N⌋-th smallest entry's row score become zero. Their gradients keep flowing, so that rows may come back
/// until the schedule ends. Call <see cref="Step"/> after every step of the optimizer, with the gradients of that step.
/// Reference: Li et al., LoSparse, 2023, section 3.2; Li et al., Merge, Then Compress, 2024, section 3.2.
/// </remarks>
public sealed class LoSparsePruner : IDisposable
{
    private readonly Tensor[] _sparse;
    private readonly Tensor[] _smoothed;
    private readonly Tensor?[] _previous;
    private readonly LoSparseOptions _options;

    /// <summary>Makes a pruner of the sparse parts of one model.</summary>
    /// <param name="sparse">The matrices S, (m, n) each; they are changed in place.</param>
    /// <param name="options">Schedule and score; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no matrices, one is not a matrix, or β is outside 0 to 1.</exception>
    public LoSparsePruner(IEnumerable<Tensor> sparse, LoSparseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sparse);
        _sparse = [.. sparse];
        _options = options ?? new LoSparseOptions();
        CompressionGuard.RequireShare(_options.Smoothing, nameof(options));
        if (_sparse.Length == 0)
        {
            throw new ArgumentException("there are no sparse parts to prune", nameof(sparse));
        }

        foreach (var matrix in _sparse)
        {
            CompressionGuard.RequireMatrix(matrix, nameof(sparse));
        }

        _smoothed = [.. _sparse.Select(matrix => zeros_like(matrix.detach()).DetachFromDisposeScope())];
        _previous = new Tensor?[_sparse.Length];
    }

    /// <summary>Takes in the gradients of a step and empties rows.</summary>
    /// <param name="step">t, from 1 for the first step.</param>
    /// <param name="gradients">∂L/∂S of each matrix, in the order in which the matrices were given.</param>
    /// <returns>What remains.</returns>
    /// <exception cref="ArgumentException">There is not one gradient of the right shape for each matrix.</exception>
    public LoSparseStep Step(int step, IReadOnlyList<Tensor> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (gradients.Count != _sparse.Length)
        {
            throw new ArgumentException($"there are {gradients.Count} gradients for {_sparse.Length} sparse parts", nameof(gradients));
        }

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        for (var i = 0; i < _sparse.Length; i++)
        {
            if (!gradients[i].shape.AsSpan().SequenceEqual(_sparse[i].shape))
            {
                throw new ArgumentException($"gradient {i} has shape {CompressionGuard.Shape(gradients[i])}; the sparse part has {CompressionGuard.Shape(_sparse[i])}", nameof(gradients));
            }

            _smoothed[i].mul_(_options.Smoothing);
            if (_previous[i] is { } previous)
            {
                _smoothed[i].add_(previous, 1 - _options.Smoothing);
                previous.Dispose();
            }

            _previous[i] = (_sparse[i].detach() * gradients[i].detach()).abs().DetachFromDisposeScope();
        }

        var share = _options.Schedule.Remaining(step);
        var threshold = Threshold(share, out var scores);
        var (kept, all) = (0L, 0L);
        for (var i = 0; i < _sparse.Length; i++)
        {
            var gone = Enumerable.Range(0, scores[i].Length).Where(row => scores[i][row] < threshold).Select(row => (long)row).ToArray();
            if (gone.Length > 0)
            {
                _sparse[i].detach().index_fill_(0, tensor(gone).to(_sparse[i].device), 0);
            }

            all += _sparse[i].numel();
            kept += (scores[i].Length - gone.Length) * _sparse[i].shape[1];
        }

        return new LoSparseStep(share, threshold, (double)kept / all);
    }

    /// <summary>Frees the importances; the matrices stay.</summary>
    public void Dispose()
    {
        foreach (var tensor in _smoothed.Concat(_previous.OfType<Tensor>()))
        {
            tensor.Dispose();
        }
    }

    /// <summary>The k-th smallest of the row scores, each counted once for every entry of its row; minus infinity when nothing goes.</summary>
    private double Threshold(double share, out double[][] scores)
    {
        scores = [.. _smoothed.Select(importance => (_options.Score == RowScore.Mean ? importance.mean([1L]) : importance.sum([1L])).to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray())];
        var drop = (long)Math.Floor((1 - share) * _sparse.Sum(matrix => matrix.numel()));
        if (drop < 1)
        {
            return double.NegativeInfinity;
        }

        var rows = scores.SelectMany((values, i) => values.Select(value => (Score: value, Entries: _sparse[i].shape[1]))).OrderBy(row => row.Score);
        var seen = 0L;
        foreach (var (score, entries) in rows)
        {
            seen += entries;
            if (seen >= drop)
            {
                return score;
            }
        }

        return double.PositiveInfinity;
    }
}
