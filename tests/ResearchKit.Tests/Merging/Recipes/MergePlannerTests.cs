using ResearchKit.Merging;
using ResearchKit.Merging.Methods;
using ResearchKit.Merging.Recipes;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Recipes;

public sealed class MergePlannerTests : IDisposable
{
    private readonly RecipeBench _bench = new();

    public MergePlannerTests()
    {
        using var scope = NewDisposeScope();
        TinyLlama.Write(_bench["a"], 1);
        TinyLlama.Write(_bench["b"], 2, isSharded: false);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Should_Say_What_A_Merge_Will_Do_And_Write_Nothing()
    {
        using var plan = _bench.Plan("{merge_method: linear, models: [{model: a}, {model: b}], parameters: {weight: 1}, out_dtype: bfloat16}", shardBytes: 8_000);

        Assert.Equal([("a", 2, 2), ("b", 1, 2)], plan.Models.Select(model => (model.Name, model.Files, model.Layers)));
        Assert.Equal(("model.layers", 2), (plan.Layers, plan.LayerCount));
        Assert.True(plan.Shards.Count > 2);
        Assert.All(plan.Tensors, tensor => Assert.Equal((ScalarType.BFloat16, true), (tensor.DType, tensor.IsStreamed)));
        Assert.Equal(2 * plan.Tensors.Sum(tensor => tensor.Bytes) * 2, plan.InputBytes);
        Assert.InRange(plan.OutputBytes, plan.Tensors.Sum(tensor => tensor.Bytes), plan.Tensors.Sum(tensor => tensor.Bytes) + (4_000 * plan.Shards.Count));
        Assert.True(plan.FreeBytes > plan.OutputBytes);
        Assert.Empty(plan.Notes);
        Assert.Equal(["a", "b", "recipe.yml"], Directory.GetFileSystemEntries(Path.GetDirectoryName(_bench["a"])!).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Should_Take_Parameters_From_The_Narrowest_Scope()
    {
        using var plan = _bench.Plan("""
            merge_method: linear
            slices:
              - sources:
                  - {model: a, layer_range: [0, 1]}
                  - {model: b, layer_range: [0, 1], parameters: {weight: [{filter: q_proj, value: 5}]}}
                parameters: {weight: [{filter: _proj, value: 3}]}
              - sources: [{model: a, layer_range: [1, 2]}, {model: b, layer_range: [1, 2]}]
            parameters: {weight: 2}
            """);
        var weights = plan.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Weights);

        Assert.Equal([3.0, 5.0], weights["model.layers.0.self_attn.q_proj.weight"]);
        Assert.Equal([3.0, 3.0], weights["model.layers.0.self_attn.k_proj.weight"]);
        Assert.Equal([2.0, 2.0], weights["model.layers.0.input_layernorm.weight"]);
        Assert.Equal([2.0, 2.0], weights["model.layers.1.self_attn.q_proj.weight"]);
    }

    [Fact]
    public void Should_Put_Gradients_On_Layers_And_Their_First_Value_On_The_Rest()
    {
        using var plan = _bench.Plan("{merge_method: slerp, base_model: b, models: [{model: a}, {model: b}], parameters: {t: [0.2, 0.8]}}");
        double T(string name) => Assert.IsType<SlerpMerge>(plan.Tensors.Single(tensor => tensor.Name == name).Method).T!.Value;

        Assert.Equal((0.2, 0.2), (T("model.embed_tokens.weight"), T("lm_head.weight")));
        Assert.Equal((0.2, 0.8), (T("model.layers.0.mlp.down_proj.weight"), T("model.layers.1.mlp.down_proj.weight")));

        // The base model is the end t = 0, whatever the order.
        Assert.All(plan.Tensors, tensor => Assert.Equal(["b", "a"], tensor.Models));
    }

    [Fact]
    public void Should_Leave_The_Base_Model_Out_Of_The_Task_Vectors()
    {
        using var plan = _bench.Plan("{merge_method: ties, base_model: a, models: [{model: a}, {model: b, parameters: {weight: 1, density: 0.3}}], parameters: {normalize: false, rescale: true, int8_mask: true}}");
        var tensor = plan.Tensors.First();

        Assert.Equal(["b"], tensor.Models);
        var ties = Assert.IsType<TiesMerge>(tensor.Method);
        Assert.Equal((0.3, false, Rescaling.L1), (ties.Density[0], ties.Normalize, ties.Rescale));
        Assert.Contains("int8_mask", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{nuslerp_flatten: false}", SlerpVectors.LastAxis)]
    [InlineData("{nuslerp_flatten: false, nuslerp_row_wise: true}", SlerpVectors.FirstAxis)]
    [InlineData("{nuslerp_row_wise: true}", SlerpVectors.Whole)]
    public void Should_Understand_The_Names_Of_Other_Tools(string parameters, SlerpVectors expected)
    {
        using var plan = _bench.Plan($"{{merge_method: nuslerp, models: [{{model: a, parameters: {{weight: 1}}}}, {{model: b, parameters: {{weight: 1}}}}], parameters: {parameters}}}");

        Assert.Equal(expected, Assert.IsType<NuSlerpMerge>(plan.Tensors.First().Method).Vectors);
    }

    [Theory]
    [InlineData("{merge_method: liner, models: [{model: a}]}", "merge_method is 'liner'; expected one of linear, slerp")]
    [InlineData("{merge_method: linear, models: [{model: a}, {model: b}]}", "'linear' needs a weight for model 'a'")]
    [InlineData("{merge_method: linear, models: [{model: a}], parameters: {weight: x}}", "the weight of model 'a' is 'x'")]
    [InlineData("merge_method: linear\nmodels: [{model: a}]\nparameters:\n  weight: 1\n  densty: 1", "line 5: merge method 'linear' has no parameter 'densty'; it has weight, normalize")]
    [InlineData("{merge_method: slerp, models: [{model: a, parameters: {t: 0.5}}, {model: b}]}", "'t' of 'slerp' holds for all models")]
    [InlineData("{merge_method: slerp, models: [{model: a}], parameters: {t: 0.5}}", "was given 1 models")]
    [InlineData("{merge_method: ties, models: [{model: a}], parameters: {weight: 1}}", "works on differences from a base model; none was given")]
    [InlineData("{merge_method: ties, base_model: a, models: [{model: b}], parameters: {weight: 1, density: 1.5}}", "Density is 1.5; expected a number above 0 and at most 1")]
    [InlineData("{merge_method: ties, base_model: a, models: [{model: b}], parameters: {weight: 1, lambda: x}}", "'lambda' is 'x'; expected a number")]
    [InlineData("merge_method: linear\nmodels:\n- model: gone", "line 3: model 'gone' is no file or folder")]
    [InlineData("{merge_method: linear, models: [{model: a@main}]}", "names the revision 'main'")]
    [InlineData("{merge_method: linear, models: [{model: a+gone}]}", "adds the adapter 'gone', which is no folder")]
    [InlineData("{merge_method: linear, models: [{model: a+b}]}", "adapter_config.json")]
    [InlineData("{merge_method: passthrough, slices: [{sources: [{model: a, layer_range: [1, 3]}]}]}", "goes beyond its 2 layers")]
    [InlineData("{merge_method: linear, slices: [{sources: [{model: a, layer_range: [0, 2]}, {model: b, layer_range: [0, 1]}]}]}", "model 'b' gives 1 layers and 'a' 2")]
    [InlineData("{merge_method: linear, layers: blocks, models: [{model: a}], parameters: {weight: 1}}", "no tensors named blocks.0.REST")]
    [InlineData("{merge_method: linear, align: {spec: resnet}, models: [{model: a}, {model: b}], parameters: {weight: 1}}", "fits no spec")]
    [InlineData("{merge_method: linear, align: {heads: 5}, models: [{model: a}, {model: b}], parameters: {weight: 1}}", "fits no spec")]
    [InlineData("{merge_method: linear, align: {spec: bert}, models: [{model: a}], parameters: {weight: 1}}", "there is no spec 'bert'")]
    [InlineData("{merge_method: linear, tokenizer_source: 'model:c', models: [{model: a}], parameters: {weight: 1}}", "expected base, union, or model: and one of a")]
    public void Should_Refuse_Before_A_Tensor_Is_Read(string recipe, string fault) => Assert.Contains(fault, _bench.Fault(recipe), StringComparison.Ordinal);

    [Fact]
    public void Should_Refuse_Models_That_Do_Not_Fit()
    {
        using var scope = NewDisposeScope();
        TinyLlama.Write(_bench["deep"], 3, layers: 3);
        var odd = TinyLlama.Write(_bench["odd"], 4);
        odd["model.norm.weight"] = zeros(7);
        TinyLlama.Write(_bench["odd"], odd, isSharded: true);
        TinyLlama.Write(_bench["lied"], 5);
        File.WriteAllText(Path.Combine(_bench["lied"], "config.json"), """{"num_hidden_layers": 5}""");
        Directory.CreateDirectory(_bench["empty"]);
        string With(string model) => $"{{merge_method: linear, models: [{{model: a}}, {{model: {model}}}], parameters: {{weight: 1}}}}";

        Assert.Contains("gives 3 layers and 'a' 2", _bench.Fault(With("deep")), StringComparison.Ordinal);
        Assert.Contains("'model.norm.weight' has the shapes [32] in 'a' and [7] in 'odd'", _bench.Fault(With("odd")), StringComparison.Ordinal);
        Assert.Contains("has 2 layers model.layers.NUMBER; its config.json says num_hidden_layers 5", _bench.Fault(With("lied")), StringComparison.Ordinal);
        Assert.Contains("holds no .safetensors file", _bench.Fault(With("empty")), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Cut_Embeddings_To_What_Models_Share_And_Say_So()
    {
        using var scope = NewDisposeScope();
        TinyLlama.Write(_bench["small"], 3, vocabulary: 60);

        using var plan = _bench.Plan("{merge_method: linear, models: [{model: a}, {model: small}], parameters: {weight: 1}}");

        Assert.Equal([60L, 32L], plan.Tensors.Single(tensor => tensor.Name == "lm_head.weight").Shape);
        Assert.Contains(plan.Notes, note => note.Contains("'lm_head.weight' is cut to [60, 32]", StringComparison.Ordinal));
    }

    [Fact]
    public void Should_Take_The_Models_That_Have_A_Tensor_Or_None_As_Asked()
    {
        using var scope = NewDisposeScope();
        var tied = TinyLlama.Tensors(3);
        tied.Remove("lm_head.weight");
        tied.Add("extra.bias", zeros(3));
        TinyLlama.Write(_bench["tied"], tied, isSharded: false);
        const string Recipe = "{merge_method: slerp, models: [{model: a}, {model: tied}], parameters: {t: 0.5}";

        Assert.Contains("'lm_head.weight' is missing in 'tied'", _bench.Fault(Recipe + "}"), StringComparison.Ordinal);
        using var union = _bench.Plan(Recipe + ", missing: union}");
        using var intersection = _bench.Plan(Recipe + ", missing: intersection}");
        Assert.Equal(["a"], union.Tensors.Single(tensor => tensor.Name == "lm_head.weight").Models);
        Assert.Equal(["tied"], union.Tensors.Single(tensor => tensor.Name == "extra.bias").Models);
        Assert.DoesNotContain(intersection.Tensors, tensor => tensor.Name is "lm_head.weight" or "extra.bias");
        Assert.Contains("2 tensors are left out", Assert.Single(intersection.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Warn_When_Tokenizers_Differ_And_Refuse_To_Mix_Them()
    {
        File.WriteAllText(Path.Combine(_bench["b"], "tokenizer.json"), """{"model":{"vocab":{"b":0}}}""");
        const string Recipe = "{merge_method: linear, models: [{model: a}, {model: b}], parameters: {weight: 1}";

        using var plan = _bench.Plan(Recipe + "}");

        Assert.Contains("the tokenizers of 'a' and 'b' differ", Assert.Single(plan.Notes), StringComparison.Ordinal);
        Assert.Contains("means to re-index embeddings", _bench.Fault(Recipe + ", tokenizer_source: union}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Refuse_Outputs_That_Would_Lose_Something()
    {
        const string Recipe = "{merge_method: linear, models: [{model: a}], parameters: {weight: 1}}";
        File.WriteAllText(_bench["file"], "x");

        Assert.Contains("is a file", Assert.Throws<IOException>(() => _bench.Plan(Recipe, "file")).Message, StringComparison.Ordinal);
        Assert.Contains("is no earlier merge", Assert.Throws<IOException>(() => _bench.Plan(Recipe, "b", replace: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Warn_When_A_Gradient_Finds_No_Layers()
    {
        using var scope = NewDisposeScope();
        TinyLlama.Write(_bench["flat"], new() { ["w"] = zeros(2, 2) }, isSharded: false);

        using var plan = _bench.Plan("{merge_method: linear, models: [{model: flat}], parameters: {weight: [1, 2]}}");

        Assert.Contains("the models have no numbered layers", Assert.Single(plan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Name_Every_Method_Of_The_Kit_In_A_Recipe()
    {
        Assert.All(MergeMethodRegistry.BuiltIn.Methods, method =>
        {
            var basis = method.BaseModel == BaseModelUse.Required ? "base_model: a, " : string.Empty;
            string[] models = ["b", "b2", "b3"];
            Directory.CreateDirectory(_bench["b2"]);
            Directory.CreateDirectory(_bench["b3"]);
            foreach (var name in models[1..])
            {
                File.Copy(Path.Combine(_bench["b"], "model.safetensors"), Path.Combine(_bench[name], "model.safetensors"), overwrite: true);
            }

            var list = string.Join(", ", models.Take(Math.Max(method.LeastModels, 1)).Select(name => $"{{model: {name}}}"));
            using var plan = _bench.Plan($"{{merge_method: {method.Name}, {basis}models: [{list}], parameters: {{weight: 1}}}}");
            Assert.Equal(method.LeastModels, plan.Tensors.First().Models.Count);
        });
    }
}
