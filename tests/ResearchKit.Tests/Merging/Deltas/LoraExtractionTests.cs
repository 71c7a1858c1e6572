using System.Text.Json;
using ResearchKit.Checkpoints;
using ResearchKit.Merging.Deltas;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Merging.Deltas;

public sealed class LoraExtractionTests : IDisposable
{
    // Single precision SVD of matrices with singular values around 1.
    private const double Tolerance = 2e-5;

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Should_Recover_Changes_Of_Low_Rank_And_Reproduce_The_Fine_Tune()
    {
        var (basis, tuned) = Models();

        using var adapter = LoraExtraction.Extract(_folder["base.safetensors"], _folder["tuned.safetensors"]);
        adapter.Save(_folder["adapter"]);
        using var read = LoraAdapter.Load(_folder["adapter"]);
        var applied = read.Apply(basis);

        Assert.Equal([("model.embed_tokens", 2), ("model.q", 3), ("model.fused", 5)], adapter.Modules.Select(module => (module.Name, module.Rank)));
        Assert.Equal(["model.norm.weight", "model.q.bias", "model.conv.weight"], adapter.Whole.Keys);
        Assert.All(adapter.Modules, module => Assert.InRange(module.Kept, 1 - 1e-9, 1 + 1e-9));
        Assert.Equal(basis.Keys, applied.Keys);
        Assert.All(applied, pair => Assert.InRange((pair.Value - tuned[pair.Key]).abs().max().ToDouble(), 0, Tolerance));
    }

    [Fact]
    public void Should_Write_What_Peft_Reads()
    {
        _ = Models();

        using var adapter = LoraExtraction.Extract(_folder["base.safetensors"], _folder["tuned.safetensors"], new LoraOptions { BaseModelName = "some/base" });
        adapter.Save(_folder["adapter"]);

        var tensors = Safetensors.Load(Path.Combine(_folder["adapter"], "adapter_model.safetensors"));
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder["adapter"], "adapter_config.json")));
        var settings = json.RootElement;
        Assert.Equal([3, 8], tensors["base_model.model.model.q.lora_A.weight"].shape);
        Assert.Equal([8, 3], tensors["base_model.model.model.q.lora_B.weight"].shape);
        Assert.Equal([2, 20], tensors["base_model.model.model.embed_tokens.lora_embedding_A"].shape);
        Assert.Equal([8, 2], tensors["base_model.model.model.embed_tokens.lora_embedding_B"].shape);
        Assert.Contains("base_model.model.model.norm.weight", tensors.Keys);
        Assert.Equal(("LORA", "some/base", 5, 5, "lora_only"), (
            settings.GetProperty("peft_type").GetString(), settings.GetProperty("base_model_name_or_path").GetString(), settings.GetProperty("r").GetInt32(), settings.GetProperty("lora_alpha").GetInt32(), settings.GetProperty("bias").GetString()));
        Assert.Equal(["model.norm", "model.conv"], settings.GetProperty("modules_to_save").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["model.embed_tokens", "model.q", "model.fused"], settings.GetProperty("target_modules").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal((3, 3), (settings.GetProperty("rank_pattern").GetProperty("model.q").GetInt32(), settings.GetProperty("alpha_pattern").GetProperty("model.q").GetInt32()));
        Assert.False(settings.GetProperty("rank_pattern").TryGetProperty("model.fused", out _));
    }

    [Theory]
    [InlineData(16.0)]
    [InlineData(0.7)]
    public void Should_Keep_The_Change_When_Alpha_Is_Given(double alpha)
    {
        var (basis, tuned) = Models();

        using var adapter = LoraExtraction.Extract(_folder["base.safetensors"], _folder["tuned.safetensors"], new LoraOptions { Alpha = alpha });
        adapter.Save(_folder["adapter"]);
        using var read = LoraAdapter.Load(_folder["adapter"]);
        read.Save(_folder["again"]);
        using var again = LoraAdapter.Load(_folder["again"]);

        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder["adapter"], "adapter_config.json")));
        Assert.Equal(alpha, json.RootElement.GetProperty("lora_alpha").GetDouble());
        Assert.Empty(json.RootElement.GetProperty("alpha_pattern").EnumerateObject());
        Assert.All(read.Modules.Zip(adapter.Modules), pair => Assert.Equal(pair.Second.Scale, pair.First.Scale, Tolerance));
        Assert.All(read.Modules, module => Assert.Equal(alpha / module.Rank, module.Scale, 1e-9));
        Assert.All(again.Modules.Zip(read.Modules), pair => Assert.Equal(pair.Second.Scale, pair.First.Scale));
        Assert.All(again.Apply(basis), pair => Assert.InRange((pair.Value - tuned[pair.Key]).abs().max().ToDouble(), 0, Tolerance));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Should_Refuse_An_Alpha_That_Is_No_Scale(double alpha)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LoraExtraction.OfMatrix("m", zeros(2, 2), ones(2, 2), new LoraOptions { Alpha = alpha }));
    }

    [Fact]
    public void Should_Keep_The_Scale_Of_Each_Module_When_An_Adapter_Is_Saved_Again()
    {
        Directory.CreateDirectory(_folder["adapter"]);
        File.WriteAllText(Path.Combine(_folder["adapter"], "adapter_config.json"), """{"peft_type":"LORA","lora_alpha":8,"use_rslora":true,"alpha_pattern":{"m":6}}""");
        Safetensors.Save(Path.Combine(_folder["adapter"], "adapter_model.safetensors"), new Dictionary<string, Tensor>
        {
            ["base_model.model.a.m.lora_A.weight"] = ones(4, 3),
            ["base_model.model.a.m.lora_B.weight"] = ones(2, 4),
            ["base_model.model.a.n.lora_A.weight"] = ones(2, 3),
            ["base_model.model.a.n.lora_B.weight"] = ones(4, 2),
        });

        using var adapter = LoraAdapter.Load(_folder["adapter"]);
        adapter.Save(_folder["again"]);
        using var again = LoraAdapter.Load(_folder["again"]);

        Assert.Equal([3.0, 8 / Math.Sqrt(2)], adapter.Modules.Select(module => module.Scale));
        Assert.All(again.Modules.Zip(adapter.Modules), pair => Assert.Equal(pair.Second.Scale, pair.First.Scale, Tolerance));
    }

    [Fact]
    public void Should_Give_The_Best_Approximation_When_The_Rank_Is_Cut()
    {
        using var delta = Noise(3, 8, 6);
        var (_, s, _) = linalg.svd(delta, false);
        var values = s.data<float>().ToArray();

        using var basis = Noise(4, 8, 6);
        var module = LoraExtraction.OfMatrix("m", basis, basis + delta, new LoraOptions { MaxRank = 2 })!;
        var byEpsilon = LoraExtraction.OfMatrix("m", basis, basis + delta, new LoraOptions { Epsilon = (values[3] + values[4]) / 2 })!;

        Assert.Equal((2, 4), (module.Rank, byEpsilon.Rank));
        var error = (module.Delta() - delta).norm().ToDouble();
        Assert.Equal(Math.Sqrt(values.Skip(2).Sum(value => (double)value * value)), error, Tolerance);
        Assert.Equal(1 - (error * error / values.Sum(value => (double)value * value)), module.Kept, 1e-5);
        Assert.Equal(module.A.norm().ToDouble(), module.B.norm().ToDouble(), 1e-4); // the singular values are shared equally
    }

    [Fact]
    public void Should_Find_Nothing_Where_Nothing_Changed()
    {
        var (_, _) = Models();

        using var adapter = LoraExtraction.Extract(_folder["base.safetensors"], _folder["base.safetensors"]);

        Assert.Empty(adapter.Modules);
        Assert.Empty(adapter.Whole);
    }

    [Fact]
    public void Should_Refuse_Models_That_Differ_In_Names_Or_Shapes()
    {
        _ = Models();
        Safetensors.Save(_folder["other.safetensors"], new Dictionary<string, Tensor> { ["x.weight"] = Noise(1, 2, 2) });
        var tensors = Safetensors.Load(_folder["base.safetensors"]);
        tensors["model.q.weight"] = Noise(1, 8, 9);
        Safetensors.Save(_folder["wide.safetensors"], tensors);

        var names = Assert.Throws<InvalidDataException>(() => LoraExtraction.Extract(_folder["base.safetensors"], _folder["other.safetensors"]));
        var shapes = Assert.Throws<InvalidDataException>(() => LoraExtraction.Extract(_folder["base.safetensors"], _folder["wide.safetensors"]));
        var nan = Assert.Throws<ArgumentException>(() => LoraExtraction.OfMatrix("m", zeros(2, 2), full(2, 2, double.NaN)));

        Assert.Contains("model.embed_tokens.weight", names.Message, StringComparison.Ordinal);
        Assert.Contains("'model.q.weight' has shape [8, 9]", shapes.Message, StringComparison.Ordinal);
        Assert.Contains("'m'", nan.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"peft_type":"IA3","lora_alpha":1}""", "peft_type")]
    [InlineData("""{"peft_type":"LORA","lora_alpha":1,"use_dora":true}""", "use_dora")]
    [InlineData("""{"peft_type":"LORA"}""", "lora_alpha")]
    [InlineData("no json", "JSON")]
    public void Should_Refuse_Settings_That_It_Cannot_Apply(string settings, string why)
    {
        Directory.CreateDirectory(_folder["adapter"]);
        File.WriteAllText(Path.Combine(_folder["adapter"], "adapter_config.json"), settings);
        Safetensors.Save(Path.Combine(_folder["adapter"], "adapter_model.safetensors"), new Dictionary<string, Tensor> { ["base_model.model.m.lora_A.weight"] = zeros(1, 2), ["base_model.model.m.lora_B.weight"] = zeros(2, 1) });

        var error = Assert.Throws<InvalidDataException>(() => LoraAdapter.Load(_folder["adapter"]));

        Assert.Contains("adapter_config.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_Scale_By_Alpha_Over_The_Rank()
    {
        Directory.CreateDirectory(_folder["adapter"]);
        File.WriteAllText(Path.Combine(_folder["adapter"], "adapter_config.json"), """{"peft_type":"LORA","lora_alpha":8,"alpha_pattern":{"m":6}}""");
        Safetensors.Save(Path.Combine(_folder["adapter"], "adapter_model.safetensors"), new Dictionary<string, Tensor>
        {
            ["base_model.model.a.m.lora_A.weight"] = ones(2, 3),
            ["base_model.model.a.m.lora_B.weight"] = ones(4, 2),
            ["base_model.model.a.n.lora_A.weight"] = ones(2, 3),
            ["base_model.model.a.n.lora_B.weight"] = ones(4, 2),
        });

        using var adapter = LoraAdapter.Load(_folder["adapter"]);

        Assert.Equal([6.0, 8.0], adapter.Modules.Select(module => module.Delta()[0, 0].ToDouble()));
    }

    private (Dictionary<string, Tensor> Base, Dictionary<string, Tensor> Tuned) Models()
    {
        var basis = new Dictionary<string, Tensor>
        {
            ["model.embed_tokens.weight"] = Noise(1, 20, 8),
            ["model.norm.weight"] = Noise(2, 8),
            ["model.q.weight"] = Noise(3, 8, 8),
            ["model.q.bias"] = Noise(4, 8),
            ["model.fused.weight"] = Noise(5, 12, 8),
            ["model.conv.weight"] = Noise(6, 4, 2, 3, 3),
            ["model.same.weight"] = Noise(7, 5, 5),
        };
        var tuned = basis.ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        tuned["model.embed_tokens.weight"] += Noise(8, 20, 2).matmul(Noise(9, 2, 8));
        tuned["model.q.weight"] += Noise(10, 8, 3).matmul(Noise(11, 3, 8));
        tuned["model.fused.weight"] += Noise(12, 12, 5).matmul(Noise(13, 5, 8));
        tuned["model.norm.weight"] += 0.1;
        tuned["model.q.bias"] += 0.1;
        tuned["model.conv.weight"] += 0.1;
        Safetensors.Save(_folder["base.safetensors"], basis);
        Safetensors.Save(_folder["tuned.safetensors"], tuned);
        return (basis, tuned);
    }

    private static Tensor Noise(int seed, params long[] shape)
    {
        var random = new Seed((ulong)seed).ToRandom();
        return tensor(Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => (float)(random.NextDouble() - 0.5)).ToArray(), shape);
    }
}
