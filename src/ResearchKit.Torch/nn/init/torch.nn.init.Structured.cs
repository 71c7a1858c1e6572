using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class init
        {
            private static readonly Operator _emptyLike = new("aten::empty_like");
            private static readonly Operator _qr = new("aten::linalg_qr");
            private static readonly Operator _sign = new("aten::sign");
            private static readonly Operator _diagonal = new("aten::diagonal");
            private static readonly Operator _multiply = new("aten::mul_", "Tensor");
            private static readonly Operator _scale = new("aten::mul_", "Scalar");
            private static readonly Operator _transpose = new("aten::t");

            /// <summary>Writes ones on the main diagonal and zeros elsewhere.</summary>
            /// <param name="tensor">A matrix.</param>
            /// <exception cref="ArgumentException">The tensor is not a matrix.</exception>
            public static Tensor eye_(Tensor tensor)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (tensor.dim() != 2)
                {
                    throw new ArgumentException($"eye_ needs a matrix, got shape [{string.Join(", ", tensor.shape)}].", nameof(tensor));
                }

                return Overwrite(tensor, () =>
                {
                    InPlace.Zero(tensor);
                    using var diagonal = _diagonal.Call(tensor);
                    InPlace.Fill(diagonal, 1);
                });
            }

            /// <summary>Writes a random matrix with orthonormal rows or columns (whichever are fewer), times the gain.</summary>
            /// <param name="tensor">A tensor of rank 2 or more; the axes after the first count as one.</param>
            /// <param name="gain">Scale.</param>
            /// <exception cref="ArgumentException">The rank is less than 2.</exception>
            /// <remarks>Reference: Saxe, McClelland and Ganguli, 2013.</remarks>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                if (tensor.dim() < 2)
                {
                    throw new ArgumentException(
                        $"orthogonal_ needs a tensor with at least 2 axes, got shape [{string.Join(", ", tensor.shape)}].", nameof(tensor));
                }

                if (tensor.NumberOfElements == 0)
                {
                    return tensor;
                }

                return Overwrite(tensor, () =>
                {
                    var rows = tensor.shape[0];
                    var columns = tensor.NumberOfElements / rows;
                    using var like = _emptyLike.Call(tensor);
                    using var draw = Views.Reshape(like, rows, columns);
                    InPlace.Normal(draw, 0, 1);
                    using var tall = rows < columns ? _transpose.Call(draw) : Views.Share(draw);
                    var (orthogonal, triangular) = _qr.CallPair(tall);
                    using var diagonal = _diagonal.Call(triangular);
                    using var signs = _sign.Call(diagonal);
                    _multiply.Run(orthogonal, signs);
                    using var oriented = rows < columns ? _transpose.Call(orthogonal) : Views.Share(orthogonal);
                    using var shaped = Views.Reshape(oriented, tensor.shape);
                    InPlace.Copy(tensor, shaped);
                    _scale.Run(tensor, gain);
                    orthogonal.Dispose();
                    triangular.Dispose();
                });
            }
        }
    }
}
