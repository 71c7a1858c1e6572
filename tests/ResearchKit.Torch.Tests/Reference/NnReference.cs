using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Reference;

/// <summary>The numbers that make_nn_reference.py took from python3-torch.</summary>
internal static class NnReference
{
    private static readonly JsonElement _root = Read();

    internal static JsonElement Section(string name) => _root.GetProperty(name);

    internal static float[] Values(JsonElement packed) => [.. packed.GetProperty("values").EnumerateArray().Select(value => value.GetSingle())];

    internal static long[] Shape(JsonElement packed) => [.. packed.GetProperty("shape").EnumerateArray().Select(value => value.GetInt64())];

    internal static Tensor Tensor(JsonElement packed) => torch.tensor(Values(packed)).reshape(Shape(packed));

    internal static double[][] Table(JsonElement rows)
        => [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetDouble()).ToArray())];

    private static JsonElement Read()
    {
        using var stream = typeof(NnReference).Assembly.GetManifestResourceStream("nn_reference.json")
            ?? throw new InvalidOperationException("nn_reference.json is not embedded in the test assembly.");
        return JsonDocument.Parse(stream).RootElement.Clone();
    }
}
