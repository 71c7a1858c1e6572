using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes.Planning;

/// <summary>Which element types are floating-point numbers, and what configurations call them.</summary>
internal static class FloatingTypes
{
    /// <summary>Whether values of the type can be merged.</summary>
    public static bool IsFloating(this ScalarType type) => NameOf(type) is not null;

    /// <summary>The name in recipes and configurations, for example <c>bfloat16</c>; null for types of whole numbers.</summary>
    public static string? NameOf(ScalarType type) => type switch
    {
        ScalarType.Float64 => "float64",
        ScalarType.Float32 => "float32",
        ScalarType.Float16 => "float16",
        ScalarType.BFloat16 => "bfloat16",
        _ => null,
    };
}
