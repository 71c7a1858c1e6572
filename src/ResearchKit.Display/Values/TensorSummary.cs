using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Display;

/// <summary>What is shown of a tensor: its kind, its range, how its values are spread, and its corners.</summary>
internal sealed class TensorSummary
{
    private const int SampleLimit = 200_000;
    private const int Edge = 3;
    private const int Bins = 24;

    private TensorSummary(Tensor tensor)
    {
        Kind = $"{TypeName(tensor.dtype)} [{string.Join(", ", tensor.shape)}] on {tensor.device.ToString()}";
        IsBool = tensor.dtype == ScalarType.Bool;
        IsWhole = tensor.dtype is not (ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16);
        if (tensor.NumberOfElements == 0 || tensor.is_complex())
        {
            return;
        }

        using (no_grad())
        using (NewDisposeScope())
        {
            var detached = tensor.detach();
            Sample(detached);
            Corners = CornersOf(detached);
        }
    }

    /// <summary>Type, shape and device, for example <c>float32 [3, 4] on cpu</c>.</summary>
    public string Kind { get; }

    /// <summary>Whether the values are whole numbers.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether the values are true or false.</summary>
    public bool IsBool { get; }

    /// <summary>Smallest, mean and largest finite value, or null when there is none.</summary>
    public (double Low, double Mean, double High)? Range { get; private set; }

    /// <summary>How many of the values looked at are NaN or infinite.</summary>
    public int NotFinite { get; private set; }

    /// <summary>How many values were looked at.</summary>
    public int Sampled { get; private set; }

    /// <summary>Whether only a part of the values was looked at, at even distances.</summary>
    public bool IsSample { get; private set; }

    /// <summary>How many values fall into each bin from the smallest to the largest.</summary>
    public IReadOnlyList<int> Histogram { get; private set; } = [];

    /// <summary>The corners as rows of words, with "…" where something is left out.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Corners { get; } = [];

    /// <summary>Looks at a tensor; null when it has been disposed.</summary>
    public static TensorSummary? Of(Tensor tensor) => tensor.IsInvalid ? null : new TensorSummary(tensor);

    /// <summary>The name of an element type as PyTorch writes it.</summary>
    public static string TypeName(ScalarType type) => type switch
    {
        ScalarType.Byte => "uint8",
        ScalarType.Int8 => "int8",
        ScalarType.Int16 => "int16",
        ScalarType.Int32 => "int32",
        ScalarType.Int64 => "int64",
        ScalarType.Float16 => "float16",
        ScalarType.Float32 => "float32",
        ScalarType.Float64 => "float64",
        ScalarType.BFloat16 => "bfloat16",
        ScalarType.Bool => "bool",
        ScalarType.ComplexFloat32 => "complex64",
        ScalarType.ComplexFloat64 => "complex128",
        _ => type.ToString(),
    };

    private void Sample(Tensor tensor)
    {
        var flat = tensor.reshape(-1);
        var step = ((flat.NumberOfElements - 1) / SampleLimit) + 1;
        IsSample = step > 1;
        var values = Values(step > 1 ? flat.slice(0, 0, flat.NumberOfElements, step) : flat);
        Sampled = values.Length;
        var finite = values.Where(double.IsFinite).ToArray();
        NotFinite = values.Length - finite.Length;
        if (finite.Length == 0)
        {
            return;
        }

        var (low, high) = (finite.Min(), finite.Max());

        // Divided before they are added or subtracted: the largest doubles must not overflow.
        Range = (low, finite.Sum(value => value / finite.Length), high);
        if (low < high)
        {
            var histogram = new int[Bins];
            var reach = (high / 2) - (low / 2);
            foreach (var value in finite)
            {
                histogram[Math.Clamp((int)(((value / 2) - (low / 2)) / reach * Bins), 0, Bins - 1)]++;
            }

            Histogram = histogram;
        }
    }

    private static double[] Values(Tensor tensor) => tensor.to_type(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();

    /// <summary>The corners of the last two axes, at the first index of the axes before them.</summary>
    private static List<IReadOnlyList<string>> CornersOf(Tensor tensor)
    {
        var matrix = tensor;
        while (matrix.shape.Length > 2)
        {
            matrix = matrix.select(0, 0);
        }

        matrix = matrix.shape.Length switch
        {
            0 => matrix.reshape(1, 1),
            1 => matrix.reshape(1, -1),
            _ => matrix,
        };
        var (rows, columns) = (Shown(matrix.shape[0]), Shown(matrix.shape[1]));
        var lines = new List<IReadOnlyList<string>>();
        foreach (var row in rows)
        {
            var current = row < 0 ? null : matrix.select(0, row);
            lines.Add([.. columns.Select(column => row < 0 || column < 0 ? "…" : Word(current!.select(0, column)))]);
        }

        return lines;
    }

    private static string Word(Tensor element) => element.dtype switch
    {
        ScalarType.Bool => element.to_type(ScalarType.Int64).item<long>() == 0 ? "false" : "true",
        ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16 => Numbers.Significant(Values(element.reshape(1))[0], 4),
        _ => element.to_type(ScalarType.Int64).item<long>().ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>The indices shown along an axis, with -1 for the gap.</summary>
    private static IEnumerable<long> Shown(long length)
    {
        for (long i = 0; i < Math.Min(length, Edge); i++)
        {
            yield return i;
        }

        if (length > (2 * Edge) + 1)
        {
            yield return -1;
        }

        for (var i = length > (2 * Edge) + 1 ? length - Edge : Edge; i < length; i++)
        {
            yield return i;
        }
    }
}
