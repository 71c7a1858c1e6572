using System.Text.Json;
using ResearchKit.Checkpoints;
using ResearchKit.Merging;
using ResearchKit.Merging.Deltas;
using ResearchKit.Merging.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Recipes;

public sealed class MergeRunTests : IDisposable
{
    private const string Linear = "{merge_method: linear, models: [{model: a, parameters: {weight: 0.25}}, {model: b, parameters: {weight: 0.75}}]}";

    private readonly RecipeBench _bench = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _bench.Dispose();
    }

    public static TheoryData<string> Methods => [.. MergeMethodRegistry.BuiltIn.Methods.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Should_Give_The_Bits_Of_The_Merge_In_Memory(string name)
    {
        var method = MergeMethodRegistry.BuiltIn[name];
        var count = method.MostModels ?? 3;
        var basis = TinyLlama.Write(_bench["base"], 9);
        Dictionary<string, Tensor>[] models = [.. Enumerable.Range(1, count).Select(seed => TinyLlama.Write(_bench[$"m{seed}"], seed))];
        var list = string.Join(", ", models.Select((_, i) => $"{{model: m{i + 1}, parameters: {{weight: 0.{i + 2}}}}}"));

        _bench.Run($"{{merge_method: {name}, {(method.BaseModel == BaseModelUse.Required ? "base_model: base, " : "")}models: [{list}]}}", shardBytes: 20_000);

        var options = new ModelMergeOptions { Base = method.BaseModel == BaseModelUse.Required ? basis : null };
        AssertSame(ModelMerge.Merge(method.Create(), models, [.. models.Select((_, i) => (i + 2) / 10.0)], options), TinyLlama.Read(_bench["out"]));
    }

    [Theory]
    [InlineData("linear", "")]
    [InlineData("slerp", ", parameters: {t: 0.4}")]
    [InlineData("task_arithmetic", ", base_model: base")]
    public void Should_Give_The_Bits_Of_The_Merge_In_Memory_Over_Several_Pieces(string name, string more)
    {
        // Longer than two pieces and a bit, and equal at the start, so that the order of models is found further on.
        Dictionary<string, Tensor> Large(int seed)
        {
            using var generator = new Generator((ulong)seed);
            var tensors = new Dictionary<string, Tensor> { ["w"] = randn(500, 301, generator: generator) };
            tensors["w"].narrow(0, 0, 20).fill_(0.5);
            return tensors;
        }

        var (a, b, c, basis) = (Large(1), Large(2), Large(3), Large(4));
        Dictionary<string, Tensor>[] models = name == "slerp" ? [a, b] : [a, b, c];
        foreach (var (model, folder) in models.Append(basis).Zip(models.Select((_, i) => $"m{i}").Append("base")))
        {
            TinyLlama.Write(_bench[folder], model, isSharded: false);
        }

        _bench.Run($"{{merge_method: {name}, models: [{string.Join(", ", models.Select((_, i) => $"{{model: m{i}, parameters: {{weight: 0.{i + 3}}}}}"))}]{more}}}");

        var method = MergeMethodRegistry.BuiltIn.Create(name, name == "slerp" ? new Dictionary<string, object> { ["t"] = 0.4 } : null);
        var options = new ModelMergeOptions { Base = name == "task_arithmetic" ? basis : null };
        AssertSame(ModelMerge.Merge(method, models, [.. models.Select((_, i) => (i + 3) / 10.0)], options), TinyLlama.Read(_bench["out"]));
    }

    [Theory]
    [InlineData(ScalarType.Float16, ScalarType.BFloat16, "float32")]
    [InlineData(ScalarType.BFloat16, ScalarType.BFloat16, "bfloat16")]
    [InlineData(ScalarType.Float32, ScalarType.Float16, "float16")]
    [InlineData(ScalarType.BFloat16, ScalarType.Float64, "float64")]
    public void Should_Widen_Any_Mix_Of_Types_And_Round_Once(ScalarType first, ScalarType second, string output)
    {
        var (a, b) = (TinyLlama.Write(_bench["a"], 1, first), TinyLlama.Write(_bench["b"], 2, second));

        _bench.Run(Linear[..^1] + $", dtype: {output}}}");

        var working = second == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        var merged = TinyLlama.Read(_bench["out"]);
        Assert.All(merged, pair =>
        {
            var exact = (a[pair.Key].to(working) * 0.25) + (b[pair.Key].to(working) * 0.75);
            Assert.Equal(exact.to(pair.Value.dtype).bytes.ToArray(), pair.Value.bytes.ToArray());
            Assert.Equal(output, pair.Value.dtype.ToString().ToLowerInvariant());
        });
    }

    [Fact]
    public void Should_Stack_Layers_Renumber_Them_And_Update_The_Configuration()
    {
        var (a, b) = (TinyLlama.Write(_bench["a"], 1), TinyLlama.Write(_bench["b"], 2));
        File.WriteAllText(Path.Combine(_bench["a"], "config.json"), """{"num_hidden_layers":2,"layer_types":["full","sliding"],"hidden_size":32}""");

        _bench.Run("""
            merge_method: passthrough
            slices:
              - sources: [{model: a, layer_range: [0, 2]}]
              - sources: [{model: b, layer_range: [1, 2], parameters: {scale: [{filter: down_proj, value: 0.5}, {value: 1}]}}]
            """);

        var merged = TinyLlama.Read(_bench["out"]);
        Assert.Equal(a["model.layers.1.mlp.gate_proj.weight"], merged["model.layers.1.mlp.gate_proj.weight"]);
        Assert.Equal(b["model.layers.1.mlp.gate_proj.weight"], merged["model.layers.2.mlp.gate_proj.weight"]);
        Assert.Equal(b["model.layers.1.mlp.down_proj.weight"] * 0.5, merged["model.layers.2.mlp.down_proj.weight"]);
        Assert.Equal(a["model.embed_tokens.weight"], merged["model.embed_tokens.weight"]);
        Assert.Equal(b["lm_head.weight"], merged["lm_head.weight"]);
        using var configuration = JsonDocument.Parse(File.ReadAllText(Path.Combine(_bench["out"], "config.json")));
        Assert.Equal(3, configuration.RootElement.GetProperty("num_hidden_layers").GetInt32());
        Assert.Equal(["full", "sliding", "sliding"], configuration.RootElement.GetProperty("layer_types").EnumerateArray().Select(item => item.GetString()));
        Assert.Equal(32, configuration.RootElement.GetProperty("hidden_size").GetInt32());
    }

    [Fact]
    public void Should_Merge_The_Common_Rows_Of_Embeddings()
    {
        var (a, small) = (TinyLlama.Write(_bench["a"], 1), TinyLlama.Write(_bench["b"], 2, vocabulary: 60));

        _bench.Run(Linear);

        var merged = TinyLlama.Read(_bench["out"])["model.embed_tokens.weight"];
        Assert.True(((a["model.embed_tokens.weight"].narrow(0, 0, 60) * 0.25) + (small["model.embed_tokens.weight"] * 0.75)).allclose(merged));
        Assert.Contains("\"vocab_size\": 60", File.ReadAllText(Path.Combine(_bench["out"], "config.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Keep_Whole_Numbers_And_Empty_Tensors()
    {
        foreach (var (folder, seed) in (ReadOnlySpan<(string, int)>)[("a", 1), ("b", 2)])
        {
            var tensors = TinyLlama.Tensors(seed);
            tensors.Add("steps", tensor(new long[] { seed, 7 }, ScalarType.Int64));
            tensors.Add("none", zeros(0, 3));
            tensors.Add("scalar", tensor((float)seed));
            TinyLlama.Write(_bench[folder], tensors, isSharded: true);
        }

        _bench.Run(Linear[..^1] + ", dtype: float16}");

        var merged = TinyLlama.Read(_bench["out"]);
        Assert.Equal([1L, 7L], merged["steps"].data<long>().ToArray());
        Assert.Equal([0L, 3L], merged["none"].shape);
        Assert.Equal(1.75, merged["scalar"].ToDouble());
    }

    [Fact]
    public void Should_Write_Shards_An_Index_A_Card_And_Copies()
    {
        TinyLlama.Write(_bench["a"], 1);
        TinyLlama.Write(_bench["b"], 2);

        var outcome = _bench.Run(Linear, shardBytes: 15_000);

        Assert.True(outcome.Files.Count > 2);
        Assert.Equal(outcome.Files.Select(file => file.Name).Concat(["README.md", "config.json", "merge.json", "model.safetensors.index.json", "tokenizer.json"]).Order(StringComparer.Ordinal), _bench.Content("out").Keys.Order(StringComparer.Ordinal));
        Assert.All(outcome.Files, file => Assert.Equal(file.Bytes, new FileInfo(Path.Combine(_bench["out"], file.Name)).Length));
        Assert.False(Directory.Exists(_bench["out.part"]));
        using var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(_bench["out"], "model.safetensors.index.json")));
        Assert.Equal(TinyLlama.Tensors(1).Values.Sum(tensor => tensor.NumberOfElements * 4), index.RootElement.GetProperty("metadata").GetProperty("total_size").GetInt64());
        var card = File.ReadAllText(Path.Combine(_bench["out"], "README.md"));
        Assert.Contains(Linear, card, StringComparison.Ordinal);
        Assert.All(outcome.Files, file => Assert.Contains(file.Crc32C, card, StringComparison.Ordinal));
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(_bench["out"], "merge.json")));
        Assert.Equal(
            outcome.Files.Select(file => (file.Name, file.Bytes, file.Crc32C)),
            record.RootElement.GetProperty("files").EnumerateArray().Select(file => (file.GetProperty("name").GetString()!, file.GetProperty("bytes").GetInt64(), file.GetProperty("crc32c").GetString()!)));
        using var first = SafetensorsFile.Open(Path.Combine(_bench["out"], outcome.Files[0].Name));
        Assert.Equal("pt", first.Metadata["format"]);
    }

    [Fact]
    public void Should_Take_Random_Numbers_From_The_Seed_Alone()
    {
        TinyLlama.Write(_bench["base"], 3);
        TinyLlama.Write(_bench["a"], 1);
        const string Recipe = "{merge_method: dare_linear, base_model: base, models: [{model: a}], parameters: {weight: 1, density: 0.4}, seed: ";

        _bench.Run(Recipe + "1}", "one", shardBytes: 9_000);
        _bench.Run(Recipe + "1}", "again");
        _bench.Run(Recipe + "2}", "two");

        AssertSame(TinyLlama.Read(_bench["one"]), TinyLlama.Read(_bench["again"]));
        Assert.NotEqual(TinyLlama.Read(_bench["one"])["lm_head.weight"], TinyLlama.Read(_bench["two"])["lm_head.weight"]);
    }

    [Fact]
    public void Should_Add_Adapters_To_Their_Models_Before_Merging()
    {
        var (a, b) = (TinyLlama.Write(_bench["a"], 1), TinyLlama.Write(_bench["b"], 2, ScalarType.BFloat16));
        const string Changed = "model.layers.1.self_attn.q_proj";
        using var adapter = new LoraAdapter("b", [new LoraModule(Changed, randn(4, 32), randn(32, 4), 1, IsEmbedding: false)], new Dictionary<string, Tensor> { ["model.norm.weight"] = ones(32) });
        adapter.Save(_bench["lora"]);

        _bench.Run(Linear.Replace("model: b", "model: b+lora", StringComparison.Ordinal));

        var merged = TinyLlama.Read(_bench["out"]);
        var tuned = b.ToDictionary(pair => pair.Key, pair => pair.Value.to(ScalarType.Float32));
        tuned[Changed + ".weight"] += adapter.Modules[0].Delta();
        tuned["model.norm.weight"] = ones(32);
        Assert.All(a, pair => Assert.True(((pair.Value * 0.25) + (tuned[pair.Key] * 0.75)).allclose(merged[pair.Key], rtol: 1e-4, atol: 1e-5), pair.Key));
    }

    [Fact]
    public void Should_Refuse_An_Adapter_Of_Another_Model()
    {
        TinyLlama.Write(_bench["a"], 1);
        using var adapter = new LoraAdapter("b", [new LoraModule("model.norm", randn(4, 32), randn(32, 4), 1, IsEmbedding: false)], new Dictionary<string, Tensor>());
        adapter.Save(_bench["lora"]);

        Assert.Contains("changes 'model.norm.weight' as [32, 32]", _bench.Fault("{merge_method: linear, models: [{model: a+lora}], parameters: {weight: 1}}"), StringComparison.Ordinal);
    }

    private static void AssertSame(Dictionary<string, Tensor> expected, Dictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, pair => Assert.Equal(pair.Value.bytes.ToArray(), actual[pair.Key].bytes.ToArray()));
    }
}
