#if TORCH_PROVIDER_LIBTORCH // the real TorchSharp's members are not this kit's to test
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Reference;

/// <summary>Every public form of a function (static, method, in place) beside what python3-torch returns for the same arguments.</summary>
public class MemberReferenceTests
{
    /// <summary>Sums, series and factorisations are evaluated in another order on another processor.</summary>
    private const double DoubleTolerance = 1e-9;

    /// <summary>A few units in the last place of float32.</summary>
    private const double SingleTolerance = 1e-5;

    /// <summary>Name, place in the file, case.</summary>
    private static readonly Dictionary<string, JsonElement> _cases = ReadCases();

    public static TheoryData<string> Names => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Should_Return_What_PyTorch_Returns_When_Called_In_Any_Form(string name)
    {
        using var scope = NewDisposeScope();
        var reference = _cases[name];
        var member = reference.GetProperty("name").GetString()!;
        var expected = reference.GetProperty("outputs").EnumerateArray().ToArray();
        var forms = MemberCall.Find(member, Arguments()).Count();
        Assert.True(forms > 0, $"No member called {member} takes these arguments.");
        for (var form = 0; form < forms; form++)
        {
            // Fresh arguments each time, because an in-place form changes them.
            var (text, method, arguments, inPlace) = MemberCall.Find(member, Arguments()).ElementAt(form);
            if (inPlace && !SameKind(expected[0], arguments))
            {
                continue; // the result does not fit into the tensor
            }

            var found = MemberCall.Invoke(method, arguments);
            Assert.True(found.Length >= expected.Length, $"{text} returned {found.Length} results, expected {expected.Length}.");
            for (var i = 0; i < expected.Length; i++)
            {
                Compare($"{text}: result {i}", expected[i], found[i]);
            }

            if (inPlace && found[0] is Tensor changed)
            {
                Assert.Same(arguments.OfType<Tensor>().First(), changed);
            }
        }

        object[] Arguments() => [.. reference.GetProperty("arguments").EnumerateArray().Select(Argument)];
    }

    private static bool SameKind(JsonElement expected, object?[] arguments)
    {
        var target = arguments.OfType<Tensor>().First();
        return expected.ValueKind == JsonValueKind.Object
            && NnReference.Shape(expected).SequenceEqual(target.shape)
            && target.dtype == TypeNamed(expected.GetProperty("dtype").GetString()!);
    }

    private static object Argument(JsonElement packed) => packed.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => packed.TryGetInt64(out var whole) && !packed.GetRawText().Contains('.', StringComparison.Ordinal) ? whole : (object)packed.GetDouble(),
        JsonValueKind.Array => packed.EnumerateArray().Select(item => item.GetInt64()).ToArray(),
        _ => packed.TryGetProperty("list", out var list) ? list.EnumerateArray().Select(Unpacked).ToArray() : Unpacked(packed),
    };

    private static Tensor Unpacked(JsonElement packed)
    {
        var shape = NnReference.Shape(packed);
        var values = packed.GetProperty("values").EnumerateArray().Select(Number).ToArray();
        var type = TypeNamed(packed.GetProperty("dtype").GetString()!);
        return type == ScalarType.ComplexFloat64
            ? view_as_complex(tensor(values).reshape([.. shape, 2])).clone()
            : tensor(values).reshape(shape).to_type(type);
    }

    private static void Compare(string what, JsonElement expected, object found)
    {
        if (expected.ValueKind != JsonValueKind.Object)
        {
            var truth = found is Tensor one ? one.item<bool>() : Assert.IsType<bool>(found);
            Assert.True(expected.GetBoolean() == truth, $"{what} is {truth}.");
            return;
        }

        var actual = Assert.IsAssignableFrom<Tensor>(found);
        var type = TypeNamed(expected.GetProperty("dtype").GetString()!);
        Assert.True(NnReference.Shape(expected).SequenceEqual(actual.shape), $"{what} has the shape [{string.Join(", ", actual.shape)}].");
        Assert.True(type == actual.dtype, $"{what} is {actual.dtype}, expected {type}.");
        var real = type == ScalarType.ComplexFloat64 ? view_as_real(actual.resolve_conj()) : actual;
        var values = real.detach().to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        var numbers = expected.GetProperty("values").EnumerateArray().Select(Number).ToArray();
        var tolerance = type == ScalarType.Float32 ? SingleTolerance : DoubleTolerance;
        for (var i = 0; i < numbers.Length; i++)
        {
            var same = numbers[i].Equals(values[i]) || Math.Abs(numbers[i] - values[i]) <= tolerance * (1 + Math.Abs(numbers[i]));
            Assert.True(same, $"{what}: element {i} is {values[i]:R}, expected {numbers[i]:R}.");
        }
    }

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => 1,
        JsonValueKind.False => 0,
        JsonValueKind.String => value.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.CopySign(double.NaN, 1), // .NET's own has the sign bit set
        },
        _ => value.GetDouble(),
    };

    private static ScalarType TypeNamed(string name) => name switch
    {
        "float64" => ScalarType.Float64,
        "float32" => ScalarType.Float32,
        "int64" => ScalarType.Int64,
        "int32" => ScalarType.Int32,
        "bool" => ScalarType.Bool,
        "complex128" => ScalarType.ComplexFloat64,
        _ => throw new InvalidOperationException($"member_reference.json has a tensor of unknown type {name}."),
    };

    private static Dictionary<string, JsonElement> ReadCases()
    {
        using var stream = typeof(MemberReferenceTests).Assembly.GetManifestResourceStream("member_reference.json")
            ?? throw new InvalidOperationException("member_reference.json is not embedded in the test assembly.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty("cases").EnumerateArray().Select((item, i) => (item, i))
            .ToDictionary(entry => $"{entry.item.GetProperty("name").GetString()} {entry.i}", entry => entry.item.Clone());
    }
}
#endif
