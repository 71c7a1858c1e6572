using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Deltas;

/// <summary>Sums over two tensors in double precision, in pieces, so that a large tensor is not held as doubles.</summary>
internal sealed class DifferenceSums
{
    private const long Piece = 1 << 22;

    public DifferenceSums(Tensor a, Tensor b)
    {
        using var outer = NewDisposeScope();
        var (flatA, flatB) = (a.reshape(-1), b.reshape(-1));
        for (long start = 0; start < flatA.numel(); start += Piece)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(Piece, flatA.numel() - start);
            var (x, y) = (flatA.narrow(0, start, count).to_type(ScalarType.Float64), flatB.narrow(0, start, count).to_type(ScalarType.Float64));
            var delta = y - x;
            SquareA += x.square().sum().ToDouble();
            SquareB += y.square().sum().ToDouble();
            SquareDelta += delta.square().sum().ToDouble();
            Inner += (x * y).sum().ToDouble();
            var largest = delta.abs().max().ToDouble();
            Largest = double.IsNaN(largest) || double.IsNaN(Largest) ? double.NaN : Math.Max(Largest, largest);
        }
    }

    public double SquareA { get; }

    public double SquareB { get; }

    public double SquareDelta { get; }

    public double Inner { get; }

    public double Largest { get; }

    public bool IsFinite => double.IsFinite(SquareA) && double.IsFinite(SquareB);
}
