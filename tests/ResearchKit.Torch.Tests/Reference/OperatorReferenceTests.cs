using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Reference;

/// <summary>The table of core operators that make_operator_reference.py took from python3-torch: output and gradients.</summary>
public class OperatorReferenceTests
{
    /// <summary>Sums and factorisations are evaluated in another order on another processor; all else is exact to a few units of float64.</summary>
    private const double DoubleTolerance = 1e-10;

    /// <summary>A few units in the last place of float32.</summary>
    private const double SingleTolerance = 1e-5;

    private static readonly Dictionary<string, JsonElement> _cases = ReadCases();

    private static readonly Dictionary<string, Func<Tensor[], Tensor>> _functions = new(
        PointwiseOperators.Table
            .Concat(ReductionOperators.Table)
            .Concat(ShapeOperators.Table)
            .Concat(MatrixOperators.Table)
            .Concat(NetworkOperators.Table));

#if TORCH_PROVIDER_LIBTORCH
    private static readonly string[] _faults = [];
#else
    /// <summary>TorchSharp 0.99.6 mixes up the operands of baddbmm, writes past the end of a list in tensordot and computes mse_loss for l1_loss.</summary>
    private static readonly string[] _faults = ["baddbmm", "tensordot", "l1_loss"];
#endif

    public static TheoryData<string> Names => [.. _cases.Keys.Except(_faults)];

    [Fact]
    public void Should_Have_A_Function_For_Each_Case_And_A_Case_For_Each_Function()
    {
        Assert.Equal(_cases.Keys.Order(StringComparer.Ordinal), _functions.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Agree_With_PyTorch_When_An_Operator_And_Its_Gradient_Are_Evaluated(string name)
    {
        using var scope = NewDisposeScope();
        var reference = _cases[name];
        var gradients = reference.GetProperty("gradients");
        var inputs = reference.GetProperty("inputs").EnumerateArray().Select(Input).ToArray();
        var expected = gradients.ValueKind == JsonValueKind.Null ? [] : gradients.EnumerateArray().ToArray();
        var asked = Enumerable.Range(0, expected.Length).Where(i => expected[i].ValueKind != JsonValueKind.Null).ToArray();
        foreach (var i in asked)
        {
            inputs[i].requires_grad = true;
        }

        var output = _functions[name](inputs);

        Compare("output", reference.GetProperty("output"), output);
        if (asked.Length == 0)
        {
            return;
        }

        var actual = autograd.grad([(output * Weights(output)).sum()], [.. asked.Select(i => inputs[i])]);
        for (var i = 0; i < asked.Length; i++)
        {
            Compare($"gradient of input {asked[i]}", expected[asked[i]], actual[i]);
        }
    }

    /// <summary>The weights of the sum whose gradient the file holds: (5 + 7 i mod 11) / 10.</summary>
    private static Tensor Weights(Tensor output)
    {
        var values = new double[output.numel()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (5 + (7 * i % 11)) / 10.0;
        }

        return tensor(values).reshape(output.shape).to_type(output.dtype);
    }

    private static Tensor Input(JsonElement packed)
    {
        var shape = NnReference.Shape(packed);
        var values = packed.GetProperty("values").EnumerateArray();
        var type = TypeNamed(packed.GetProperty("dtype").GetString()!);
        return type switch
        {
            ScalarType.Bool => tensor(values.Select(value => value.GetBoolean()).ToArray()).reshape(shape),
            ScalarType.Int64 => tensor(values.Select(value => value.GetInt64()).ToArray()).reshape(shape),
            _ => tensor(values.Select(value => value.GetDouble()).ToArray()).reshape(shape).to_type(type),
        };
    }

    private static void Compare(string what, JsonElement packed, Tensor actual)
    {
        Assert.Equal(NnReference.Shape(packed), actual.shape);
        Assert.Equal(TypeNamed(packed.GetProperty("dtype").GetString()!), actual.dtype);
        var tolerance = actual.dtype == ScalarType.Float32 ? SingleTolerance : DoubleTolerance;
        var expected = packed.GetProperty("values").EnumerateArray().Select(Number).ToArray();
        var found = actual.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var error = Math.Abs(expected[i] - found[i]);
            Assert.True(error <= tolerance * (1 + Math.Abs(expected[i])), $"Element {i} of the {what} is {found[i]:R}, expected {expected[i]:R}.");
        }
    }

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        _ => value.GetDouble(),
    };

    private static ScalarType TypeNamed(string name) => name switch
    {
        "float64" => ScalarType.Float64,
        "float32" => ScalarType.Float32,
        "int64" => ScalarType.Int64,
        "bool" => ScalarType.Bool,
        _ => throw new InvalidOperationException($"operator_reference.json has a tensor of unknown type {name}."),
    };

    private static Dictionary<string, JsonElement> ReadCases()
    {
        using var stream = typeof(OperatorReferenceTests).Assembly.GetManifestResourceStream("operator_reference.json")
            ?? throw new InvalidOperationException("operator_reference.json is not embedded in the test assembly.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("cases").EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!, item => item.Clone());
    }
}
