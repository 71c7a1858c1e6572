using ResearchKit.Merging.Recipes;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Recipes;

public sealed class RecipeReaderTests
{
    [Fact]
    public void Should_Read_Every_Part_Of_A_Recipe_Of_Slices()
    {
        var recipe = MergeRecipe.Parse("""
            merge_method: slerp
            base_model: a
            slices:
              - sources:
                  - model: a
                    layer_range: [0, 2]
                  - model: b
                    layer_range: [1, 3]
                    parameters: {weight: 2}
                parameters: {t: 0.1}
            parameters:
              t:
                - filter: self_attn
                  value: [0, 0.5, 0.3, 0.7, 1]
                - value: 0.5
            dtype: bfloat16
            out_dtype: float16
            tokenizer_source: base
            align: {method: weight-matching, spec: mlp, restarts: 3}
            missing: union
            layers: model.layers
            seed: 7
            """);

        Assert.Equal(("slerp", "a", false), (recipe.MergeMethod, recipe.BaseModel!.Text, recipe.IsWhole));
        var slice = Assert.Single(recipe.Slices);
        Assert.Equal([(0, 2), (1, 3)], slice.Sources.Select(source => source.LayerRange!.Value));
        Assert.Equal(2.0, slice.Sources[1].Parameters.Find("weight", "x", 0));
        Assert.Equal(0.1, slice.Parameters.Find("t", "x", 0));
        Assert.Equal(ScalarType.Float16, recipe.OutputType);
        Assert.Equal(("base", MissingTensors.Union, "model.layers", 7), (recipe.TokenizerSource, recipe.Missing, recipe.Layers, recipe.Seed));
        Assert.Equal(new RecipeAlignment("weight-matching") { Spec = "mlp", Restarts = 3 }, recipe.Alignment! with { Line = 0 });
    }

    [Theory]
    [InlineData("self_attn.q_proj", 0.6, 0.46)]
    [InlineData("self_attn.q_proj", 0.0, 0.0)]
    [InlineData("self_attn.q_proj", 1.0, 1.0)]
    [InlineData("self_attn.q_proj", 0.25, 0.5)]
    [InlineData("mlp.down_proj", 0.6, 0.9)]
    public void Should_Interpolate_Gradients_And_Take_The_First_Filter_That_Fits(string tensor, double position, double expected)
    {
        var recipe = MergeRecipe.Parse("""
            merge_method: slerp
            models: [{model: a}, {model: b}]
            parameters: {t: [{filter: self_attn, value: [0, .5, .3, .7, 1]}, {filter: '*', value: 0.9}, {value: 0.2}]}
            """);

        Assert.Equal(expected, Assert.IsType<double>(recipe.Parameters.Find("t", tensor, position)), 12);
    }

    [Fact]
    public void Should_Find_Nothing_When_No_Filter_Fits()
    {
        var recipe = MergeRecipe.Parse("{merge_method: slerp, models: [{model: a}], parameters: {t: [{filter: mlp, value: 1}]}}");

        Assert.Null(recipe.Parameters.Find("t", "self_attn", 0.5));
        Assert.Null(recipe.Parameters.Find("other", "mlp", 0.5));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("'true'", "true")]
    [InlineData("-1e-3", -0.001)]
    [InlineData("l1", "l1")]
    [InlineData("[0.25]", 0.25)]
    public void Should_Tell_Numbers_Truth_Values_And_Texts_Apart(string written, object expected)
    {
        var recipe = MergeRecipe.Parse($"{{merge_method: ties, models: [{{model: a}}], parameters: {{x: {written}}}}}");

        Assert.Equal(expected, recipe.Parameters.Find("x", "w", 0.5));
    }

    [Fact]
    public void Should_Repeat_What_Aliases_Name()
    {
        var recipe = MergeRecipe.Parse("merge_method: linear\nmodels:\n- model: a\n  parameters: &half {weight: 0.5}\n- model: b\n  parameters: *half\n");

        Assert.All(recipe.Slices[0].Sources, source => Assert.Equal(0.5, source.Parameters.Find("weight", "w", 0)));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("just text", "line 1: a recipe is 'just text'; expected a mapping")]
    [InlineData("models: [{model: a}]", "has no merge_method")]
    [InlineData("merge_method: linear", "neither models nor slices")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\nslices: []", "both models and slices")]
    [InlineData("merge_method: linear\nmodels: []", "line 2: models is empty")]
    [InlineData("merge_method: linear\nmodels:\n- model: a\n  weight: 3", "line 4: a model has the key 'weight'; expected model, parameters")]
    [InlineData("merge_method: linear\nmodels:\n- {}", "line 3: an entry has no model")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\ndtype: int8", "line 3: dtype is 'int8'; expected one of float64")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\nmerge_methode: x", "line 3: a recipe has the key 'merge_methode'")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\nmodels: [{model: b}]", "has the key 'models' twice")]
    [InlineData("merge_method: linear\nmodels: [{model: a, parameters: [1]}]", "line 2: the parameters of a model is a list")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\nparameters: {t: [0, x]}", "line 3: the list of 't' holds 'x'")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\nparameters: {t: [{value: 1, fliter: x}]}", "has the key 'fliter'")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\nparameters: {t: }", "'t' has no value")]
    [InlineData("merge_method: linear\nslices: [{sources: [{model: a}]}]", "has no layer_range")]
    [InlineData("merge_method: linear\nslices: [{sources: [{model: a, layer_range: [2, 2]}]}]", "holds no layer")]
    [InlineData("merge_method: linear\nslices: [{sources: [{model: a, layer_range: [-1, 2]}]}]", "expected a whole number from 0 on")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\nalign: activation", "line 3: align is 'activation'; expected one of weight-matching")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\nmodules: {x: 1}", "line 3: 'modules' is for checkpoints of several towers")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\ntokenizer: {source: union}", "line 3: 'tokenizer' with tokens to add")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\nmissing: some", "missing is 'some'; expected one of error, union, intersection")]
    [InlineData("merge_method: linear\nmodels: [{model: a}\n", "is not YAML")]
    [InlineData("merge_method: linear\n---\nmodels: []", "a second document begins")]
    [InlineData("merge_method: *nowhere", "no anchor 'nowhere'")]
    public void Should_Name_The_Line_And_What_Was_Expected(string text, string fault)
    {
        var error = Assert.Throws<InvalidDataException>(() => MergeRecipe.Parse(text, "r.yml"));

        Assert.StartsWith("r.yml", error.Message, StringComparison.Ordinal);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_Depth_And_Expansion_That_Would_Not_End()
    {
        var deep = "a: " + new string('[', 100_000);
        var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i =>
            $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        Assert.Contains("nested", Assert.Throws<InvalidDataException>(() => MergeRecipe.Parse(deep)).Message, StringComparison.Ordinal);
        Assert.Contains("more than", Assert.Throws<InvalidDataException>(() => MergeRecipe.Parse(laughs)).Message, StringComparison.Ordinal);
        Assert.Contains("characters long", Assert.Throws<InvalidDataException>(() => MergeRecipe.Parse(new string('#', 2_000_000))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Say_That_There_Is_No_Such_File() =>
        Assert.Contains("there is no such recipe", Assert.Throws<FileNotFoundException>(() => MergeRecipe.Load("/nowhere/recipe.yml")).Message, StringComparison.Ordinal);
}
