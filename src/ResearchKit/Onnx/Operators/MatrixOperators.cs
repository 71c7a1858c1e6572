using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Onnx;

/// <summary>Products: the axes that are summed over must move together.</summary>
internal static class MatrixOperators
{
    public static IEnumerable<KeyValuePair<string, OnnxOperator>> All { get; } =
    [
        KeyValuePair.Create("MatMul", new OnnxOperator(MatMul, FlowMatMul)),
        KeyValuePair.Create("Gemm", new OnnxOperator(Gemm, FlowGemm)),
        KeyValuePair.Create("Einsum", new OnnxOperator(Einsum, FlowEinsum)),
    ];

    private static Tensor[] MatMul(OnnxCall call)
    {
        var (a, b) = (call[0].shape, call[1].shape);
        if (a.Length == 0 || b.Length == 0)
        {
            throw new InvalidDataException("a scalar is no matrix");
        }

        var left = a.Length > 1 ? call[0] : call[0].unsqueeze(0); // (..., m, k)
        var right = b.Length > 1 ? call[1] : call[1].unsqueeze(1); // (..., k, n)
        return [Product(left, right).reshape([.. Outer(left, right), .. a.Length > 1 ? a[^2..^1] : [], .. b.Length > 1 ? b[^1..] : []])];
    }

    /// <summary>(..., m, k) times (..., k, n), with all outer axes in one, by mm and bmm: TorchSharp's matmul ends the process where libtorch refuses its inputs.</summary>
    private static Tensor Product(Tensor left, Tensor right)
    {
        var (m, k, n) = (left.shape[^2], left.shape[^1], right.shape[^1]);
        if (right.shape[^2] != k)
        {
            throw new InvalidDataException($"{k} columns meet {right.shape[^2]} rows");
        }

        var outer = Outer(left, right);
        var rows = OnnxCall.Bounded([.. outer, m, k]);
        var columns = OnnxCall.Bounded([.. outer, k, n]);
        var count = OnnxCall.Bounded([.. outer, m, n])[..^2].Aggregate(1L, (product, size) => product * size);
        return right.dim() == 2
            ? left.reshape(count * m, k).mm(right)
            : left.expand(rows).reshape(count, m, k).bmm(right.expand(columns).reshape(count, k, n));
    }

    private static long[] Outer(Tensor left, Tensor right) => OnnxCall.Broadcast([left.shape[..^2], right.shape[..^2]]);

    private static void FlowMatMul(AxisFlow flow)
    {
        var (a, b) = (flow.Axes(0), flow.Axes(1));
        flow.Unify(a[^1], b[b.Length > 1 ? ^2 : ^1]);
        AxisFactor[][] rows = a.Length > 1 ? [a[^2]] : [];
        AxisFactor[][] columns = b.Length > 1 ? [b[^1]] : [];
        var outerRank = flow.OutputShape().Length - rows.Length - columns.Length;
        var outer = ArithmeticOperators.Broadcast(flow, [a.Length > 2 ? a[..^2] : [], b.Length > 2 ? b[..^2] : []], outerRank);
        flow.Outputs[0] = [.. outer, .. rows, .. columns];
    }

    private static Tensor[] Gemm(OnnxCall call)
    {
        if (call[0].dim() != 2 || call[1].dim() != 2)
        {
            throw new InvalidDataException("expected two matrices");
        }

        var a = call.Attributes.Int("transA", 0) == 0 ? call[0] : call[0].t();
        var b = call.Attributes.Int("transB", 0) == 0 ? call[1] : call[1].t();
        var product = Product(a, b);
        var alpha = call.Attributes.Real("alpha", 1);
        var beta = call.Attributes.Real("beta", 1);
        product = alpha == 1 ? product : product * alpha;
        if (call.Optional(2) is not { } added)
        {
            return [product];
        }

        _ = OnnxCall.Broadcast([product.shape, added.shape]);
        return [product + (beta == 1 ? added : added * beta)];
    }

    private static void FlowGemm(AxisFlow flow)
    {
        var a = flow.Axes(0);
        var b = flow.Axes(1);
        var (rows, innerA) = flow.Attributes.Int("transA", 0) == 0 ? (a[0], a[1]) : (a[1], a[0]);
        var (innerB, columns) = flow.Attributes.Int("transB", 0) == 0 ? (b[0], b[1]) : (b[1], b[0]);
        flow.Unify(innerA, innerB);
        flow.Outputs[0] = ArithmeticOperators.Broadcast(flow, flow.Has(2) ? [[rows, columns], flow.Axes(2)] : [[rows, columns]], 2);
    }

    private static Tensor[] Einsum(OnnxCall call)
    {
        var (inputs, output) = Letters(call.Attributes.Text("equation", string.Empty), call.Count);
        var sizes = new Dictionary<char, long>();
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Length != call[i].dim())
            {
                throw new InvalidDataException($"input {i} has {call[i].dim()} axes; the equation names '{inputs[i]}'");
            }

            for (var axis = 0; axis < inputs[i].Length; axis++)
            {
                sizes[inputs[i][axis]] = Math.Max(sizes.GetValueOrDefault(inputs[i][axis]), call[i].shape[axis]);
            }
        }

        _ = OnnxCall.Bounded([.. output.Select(letter => sizes[letter])]);
        return [einsum($"{string.Join(',', inputs)}->{output}", [.. call.All])];
    }

    private static void FlowEinsum(AxisFlow flow)
    {
        var (inputs, output) = Letters(flow.Attributes.Text("equation", string.Empty), flow.Count);
        var axes = new Dictionary<char, AxisFactor[]>();
        for (var i = 0; i < inputs.Length; i++)
        {
            for (var axis = 0; axis < inputs[i].Length; axis++)
            {
                axes[inputs[i][axis]] = flow.Unify(axes.GetValueOrDefault(inputs[i][axis], []), flow.Axes(i)[axis]);
            }
        }

        flow.Outputs[0] = [.. output.Select(letter => axes[letter])];
    }

    private static (string[] Inputs, string Output) Letters(string equation, int count)
    {
        var sides = equation.Replace(" ", string.Empty, StringComparison.Ordinal).Split("->");
        var inputs = sides[0].Split(',');
        var fits = sides.Length == 2 && inputs.Length == count && equation.All(c => char.IsAsciiLetter(c) || c is ' ' or ',' or '-' or '>')
            && inputs.All(input => input.Distinct().Count() == input.Length) && sides[1].All(sides[0].Contains);
        return fits ? (inputs, sides[1]) : throw new NotSupportedException($"the equation '{equation}' for {count} inputs; expected letters that stand once in each operand, and an arrow");
    }
}
