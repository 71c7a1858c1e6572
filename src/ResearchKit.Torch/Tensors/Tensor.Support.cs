using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        // A list of views is as long as the caller asks, however few elements there are behind a stretched axis.
        private const long MostParts = 1 << 24;

        private static T Present<T>(T? value, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(value))] string? name = null)
            where T : class
        {
            ArgumentNullException.ThrowIfNull(value, name);
            return value;
        }

        private static Tensor WithGrad(Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;

        // TorchSharp converts the result, where PyTorch has no type argument at all.
        private static Tensor To(Tensor result, ScalarType? type)
        {
            if (type is not { } wanted || wanted == result.dtype)
            {
                return result;
            }

            using (result)
            {
                return result.to_type(wanted);
            }
        }

        private static (Tensor, Tensor) To((Tensor First, Tensor Second) result, ScalarType? type) => (To(result.First, type), To(result.Second, type));

        private static long[] FirstAxes(long count) => Enumerable.Range(0, Count(count)).Select(i => (long)i).ToArray();

        private static int Count(long count) =>
            count is >= 0 and <= 64 ? (int)count : throw new ArgumentOutOfRangeException(nameof(count), count, "The number of axes must be from 0 to 64.");

        private long[] LastAxes(long count)
        {
            var axes = Dimensions;
            return Enumerable.Range(0, Count(count)).Select(i => axes - count + i).ToArray();
        }

        private static long Parts(long count) =>
            count <= MostParts ? count : throw new ArgumentOutOfRangeException(nameof(count), count, $"A tensor splits into at most {MostParts} parts.");

        private Tensor Parts(long axis, long size)
        {
            if (size > 0 && axis >= -Dimensions && axis < Dimensions)
            {
                _ = Parts(this.size((int)axis) / size);
            }

            return this;
        }

        private Tensor Extreme(Operator extreme, Argument dims, bool keepdim, Tensor? target)
        {
            var result = extreme.Call(this, dims, keepdim);
            if (target is null)
            {
                return result;
            }

            using (result)
            {
                return target.copy_(result);
            }
        }

        private Tensor Unflatten(long dim, long[] sizes)
        {
            ArgumentNullException.ThrowIfNull(sizes);
            var shape = this.shape;
            var axis = Axis(checked((int)dim), shape.Length);
            return view([.. shape[..axis], .. sizes, .. shape[(axis + 1)..]]);
        }
    }
}
