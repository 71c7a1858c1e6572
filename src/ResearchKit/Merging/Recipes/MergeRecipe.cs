using ResearchKit.Merging.Recipes.Reading;
using static TorchSharp.torch;

namespace ResearchKit.Merging.Recipes;

/// <summary>What to merge, with which method and parameters: mergekit's YAML, and alignment before any method.</summary>
/// <remarks>
/// Reading checks the form alone; <see cref="MergePlanner"/> checks it against the models. Keys beyond mergekit's are <c>align</c>, <c>missing</c>, <c>layers</c> and <c>seed</c>.
/// Immutable and thread safe.
/// </remarks>
public sealed record MergeRecipe
{
    /// <summary>The file that the recipe was read from, for messages and for models named relative to it.</summary>
    public required string FilePath { get; init; }

    /// <summary>The recipe as it is written.</summary>
    public required string Text { get; init; }

    /// <summary>The name of the merge method.</summary>
    public required string MergeMethod { get; init; }

    /// <summary>The runs of output layers in order; one over all layers where the recipe lists models.</summary>
    public required IReadOnlyList<RecipeSlice> Slices { get; init; }

    /// <summary>Whether the recipe lists models, which is short for one slice over all their layers.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The model that the others were fine-tuned from, or null.</summary>
    public ModelReference? BaseModel { get; init; }

    /// <summary>What holds for all slices.</summary>
    public RecipeParameters Parameters { get; init; } = RecipeParameters.None;

    /// <summary>The type of the output's tensors; null to keep that of the first model.</summary>
    /// <remarks>It is <c>out_dtype</c>, or <c>dtype</c> where that is missing. Arithmetic is in float32 at least whatever it says, and rounds once.</remarks>
    public ScalarType? OutputType { get; init; }

    /// <summary>Where the tokenizer's files come from: <c>base</c>, <c>union</c> or <c>model:PATH</c>; null for the base model, else the first model.</summary>
    public string? TokenizerSource { get; init; }

    /// <summary>How models are aligned before they are merged; null to take them as they are.</summary>
    public RecipeAlignment? Alignment { get; init; }

    /// <summary>What is done about tensors that some models lack.</summary>
    public MissingTensors Missing { get; init; }

    /// <summary>What stands before the number of a layer in tensor names, for example <c>model.layers</c>; null to find it.</summary>
    public string? Layers { get; init; }

    /// <summary>The root of randomness of methods that drop values at random.</summary>
    public int Seed { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidDataException">It is not a recipe; the message names the file, the line and what was expected.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static MergeRecipe Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return File.Exists(path) ? Parse(File.ReadAllText(path), path) : throw new FileNotFoundException($"{path}: there is no such recipe", path);
    }

    /// <summary>Reads a recipe from text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">The name for messages; models are also looked for in its folder.</param>
    /// <returns>The recipe.</returns>
    /// <exception cref="InvalidDataException">It is not a recipe; the message names the line and what was expected.</exception>
    public static MergeRecipe Parse(string text, string file = "recipe.yml")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(file);
        return new RecipeReader(file).Read(text);
    }
}
