using static TorchSharp.torch;

namespace ResearchKit.Merging.Numerics;

/// <summary>Ranks of magnitudes inside rows.</summary>
internal static class RowRanks
{
    /// <summary>For every element of a matrix the rank of its magnitude in its row divided by the number of columns less 1: 0 for the smallest, 1 for the largest, and 0.5 in rows of one element.</summary>
    /// <remarks>Equal magnitudes are ranked by column. Magnitudes are compared in single precision.</remarks>
    public static Tensor Relative(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        var (rows, columns) = (matrix.shape[0], checked((int)matrix.shape[1]));
        var single = matrix.to(ScalarType.Float32).contiguous();
        var result = empty(matrix.shape, dtype: ScalarType.Float32);
        var (values, ranks) = (new NativeVector<float>(single), new NativeVector<float>(result));
        var keys = new ulong[columns];
        for (var row = 0L; row < rows; row++)
        {
            var from = values.Slice(row * columns, columns);
            for (var i = 0; i < columns; i++)
            {
                keys[i] = ((ulong)(BitConverter.SingleToUInt32Bits(from[i]) & (uint.MaxValue >> 1)) << 32) | (uint)i;
            }

            Array.Sort(keys);
            var to = ranks.Slice(row * columns, columns);
            for (var rank = 0; rank < columns; rank++)
            {
                to[(int)(uint)keys[rank]] = columns == 1 ? 0.5f : (float)((double)rank / (columns - 1));
            }
        }

        return result.to(matrix.dtype).MoveToOuterDisposeScope();
    }
}
