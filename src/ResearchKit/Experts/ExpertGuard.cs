using static TorchSharp.torch;

namespace ResearchKit.Experts;

/// <summary>Checks of experts and layers, with the throws out of line.</summary>
internal static class ExpertGuard
{
    /// <summary>Refuses tensors that do not make an expert.</summary>
    public static void RequireShapes(IReadOnlyDictionary<ExpertPart, Tensor> parts)
    {
        foreach (var part in new[] { ExpertPart.Up, ExpertPart.Down })
        {
            if (!parts.ContainsKey(part))
            {
                throw new ArgumentException($"the expert has no tensor '{part}'; it has {string.Join(", ", parts.Keys)}", nameof(parts));
            }
        }

        var up = parts[ExpertPart.Up];
        if (up.shape.Length != 2 || up.numel() == 0)
        {
            throw new ArgumentException($"the expert's tensor '{ExpertPart.Up}' has shape {Shape(up)}; expected (hidden units, model size), both at least 1", nameof(parts));
        }

        var (f, d) = (up.shape[0], up.shape[1]);
        foreach (var (part, tensor) in parts)
        {
            long[] expected = part switch
            {
                ExpertPart.Down => [d, f],
                ExpertPart.UpBias => [f],
                ExpertPart.DownBias => [d],
                _ => [f, d],
            };
            if (!tensor.shape.AsSpan().SequenceEqual(expected))
            {
                throw new ArgumentException($"the expert's tensor '{part}' has shape {Shape(tensor)}; with '{ExpertPart.Up}' of {Shape(up)} it must have [{string.Join(", ", expected)}]", nameof(parts));
            }

            if (!tensor.is_floating_point())
            {
                throw new ArgumentException($"the expert's tensor '{part}' is {tensor.dtype}; expected a floating-point type (dequantise first)", nameof(parts));
            }
        }
    }

    /// <summary>Refuses experts that differ in kind or size.</summary>
    public static void RequireAlike(IReadOnlyList<ExpertWeights> experts, string parameter)
    {
        ArgumentNullException.ThrowIfNull(experts, parameter);
        if (experts.Count == 0)
        {
            throw new ArgumentException("there are no experts; expected at least one", parameter);
        }

        var first = experts[0];
        for (var i = 1; i < experts.Count; i++)
        {
            var one = experts[i];
            if (!one.Parts.Keys.SequenceEqual(first.Parts.Keys) || one.Activation != first.Activation || one.HiddenSize != first.HiddenSize || one.ModelSize != first.ModelSize)
            {
                throw new ArgumentException($"expert {i} is {Describe(one)}, expert 0 is {Describe(first)}; the experts of a layer must be alike", parameter);
            }
        }
    }

    /// <summary>Refuses a matrix of another shape.</summary>
    public static void RequireMatrix(Tensor tensor, long rows, long columns, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(tensor, parameter);
        if (tensor.shape.Length != 2 || (rows >= 0 && tensor.shape[0] != rows) || (columns >= 0 && tensor.shape[1] != columns))
        {
            throw new ArgumentException($"{what} has shape {Shape(tensor)}; expected [{(rows < 0 ? "any" : rows)}, {(columns < 0 ? "any" : columns)}]", parameter);
        }
    }

    /// <summary>Refuses a list of another length, or with an index out of range.</summary>
    public static void RequireIndices(IReadOnlyList<int> indices, int count, int limit, string parameter)
    {
        ArgumentNullException.ThrowIfNull(indices, parameter);
        if (indices.Count != count)
        {
            throw new ArgumentException($"there are {indices.Count} entries for {count} experts", parameter);
        }

        for (var i = 0; i < count; i++)
        {
            if ((uint)indices[i] >= (uint)limit)
            {
                throw new ArgumentException($"entry {i} is {indices[i]}; expected 0 to {limit - 1}", parameter);
            }
        }
    }

    public static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";

    private static string Describe(ExpertWeights one) => $"{one.Activation} {(one.IsGated ? "gated" : "plain")} ({string.Join(", ", one.Parts.Keys)}) {one.HiddenSize} x {one.ModelSize}";
}
