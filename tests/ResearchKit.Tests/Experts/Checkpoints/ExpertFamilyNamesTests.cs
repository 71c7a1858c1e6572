using ResearchKit.Checkpoints;
using ResearchKit.Experts.Checkpoints;
using ResearchKit.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Tests.Experts.Checkpoints;

/// <summary>The names of published checkpoints, written out: what the table says of each tensor's role must make an expert compute what its publisher's does.</summary>
public sealed class ExpertFamilyNamesTests : IDisposable
{
    private const int D = 4;
    private const int F = 6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("switch", "switch_transformers", "encoder.block.1.layer.1.mlp", ".router.classifier.weight", ".experts.expert_1.wi.weight", ".experts.expert_1.wo.weight", "")]
    [InlineData("switch", "switch_transformers", "decoder.block.11.layer.2.mlp", ".router.classifier.weight", ".experts.expert_1.wi.weight", ".experts.expert_1.wo.weight", "")]
    [InlineData("mixtral", "mixtral", "model.layers.31.block_sparse_moe", ".gate.weight", ".experts.1.w3.weight", ".experts.1.w2.weight", ".experts.1.w1.weight")]
    [InlineData("qwen2-moe", "qwen2_moe", "model.layers.0.mlp", ".gate.weight", ".experts.1.up_proj.weight", ".experts.1.down_proj.weight", ".experts.1.gate_proj.weight")]
    [InlineData("qwen3-moe", "qwen3_moe", "model.layers.47.mlp", ".gate.weight", ".experts.1.up_proj.weight", ".experts.1.down_proj.weight", ".experts.1.gate_proj.weight")]
    [InlineData("olmoe", "olmoe", "model.layers.15.mlp", ".gate.weight", ".experts.1.up_proj.weight", ".experts.1.down_proj.weight", ".experts.1.gate_proj.weight")]
    [InlineData("deepseek", "deepseek", "model.layers.1.mlp", ".gate.weight", ".experts.1.up_proj.weight", ".experts.1.down_proj.weight", ".experts.1.gate_proj.weight")]
    [InlineData("deepseek", "deepseek_v2", "model.layers.1.mlp", ".gate.weight", ".experts.1.up_proj.weight", ".experts.1.down_proj.weight", ".experts.1.gate_proj.weight")]
    [InlineData("deepseek", "deepseek_v3", "model.layers.3.mlp", ".gate.weight", ".experts.1.up_proj.weight", ".experts.1.down_proj.weight", ".experts.1.gate_proj.weight")]
    public void Should_Know_Each_Tensor_S_Role_When_Experts_Are_Apart(string family, string modelType, string layer, string router, string up, string down, string gate)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor> { [layer + router] = Draw(9, 2, D) };
        for (var e = 0; e < 2; e++)
        {
            string Of(string name) => layer + name.Replace("expert_1", $"expert_{e}", StringComparison.Ordinal).Replace(".1.", $".{e}.", StringComparison.Ordinal);
            tensors[Of(up)] = Draw(e, F, D);
            tensors[Of(down)] = Draw(e + 10, D, F);
            if (gate.Length > 0)
            {
                tensors[Of(gate)] = Draw(e + 20, F, D);
            }
        }

        using var checkpoint = Save(modelType, tensors);
        var x = Draw(30, 5, D);
        var (wu, wd) = (tensors[layer + up], tensors[layer + down]);
        var hidden = gate.Length == 0 ? x.matmul(wu.t()).relu() : nn.functional.SiLU(x.matmul(tensors[layer + gate].t())) * x.matmul(wu.t());
        Check(checkpoint, family, layer, x, hidden.matmul(wd.t()));
        Assert.True(checkpoint.ReadRouter(layer)!.Equals(tensors[layer + router]));
    }

    [Theory]
    [InlineData("mixtral")]
    [InlineData("qwen2_moe")]
    [InlineData("qwen3_moe")]
    [InlineData("olmoe")]
    [InlineData("deepseek_v2")]
    [InlineData("deepseek_v3")]
    public void Should_Take_Gate_Rows_First_When_Experts_Are_Stacked(string modelType)
    {
        using var scope = NewDisposeScope();
        const string Layer = "model.layers.2.mlp";
        var (both, down) = (Draw(1, 2, 2 * F, D), Draw(2, 2, D, F));
        using var checkpoint = Save(modelType, new() { [Layer + ".gate.weight"] = Draw(3, 2, D), [Layer + ".experts.gate_up_proj"] = both, [Layer + ".experts.down_proj"] = down });
        var x = Draw(4, 5, D);
        var rows = x.matmul(both[1].t());
        Check(checkpoint, "fused", Layer, x, (nn.functional.SiLU(rows.narrow(1, 0, F)) * rows.narrow(1, F, F)).matmul(down[1].t()));
    }

    [Fact]
    public void Should_Add_Biases_When_The_Names_Are_Fairseq_S()
    {
        using var scope = NewDisposeScope();
        const string Layer = "decoder.layers.1.ffn";
        var tensors = new Dictionary<string, Tensor>();
        for (var e = 0; e < 2; e++)
        {
            tensors[$"{Layer}.experts.expert_{e}.fc1.weight"] = Draw(e, F, D);
            tensors[$"{Layer}.experts.expert_{e}.fc1.bias"] = Draw(e + 10, F);
            tensors[$"{Layer}.experts.expert_{e}.fc2.weight"] = Draw(e + 20, D, F);
            tensors[$"{Layer}.experts.expert_{e}.fc2.bias"] = Draw(e + 30, D);
        }

        using var checkpoint = Save("fairseq_moe", tensors);
        var x = Draw(40, 5, D);
        Tensor Of(string name) => tensors[$"{Layer}.experts.expert_1.{name}"];
        Check(checkpoint, "fairseq", Layer, x, nn.functional.linear(nn.functional.linear(x, Of("fc1.weight"), Of("fc1.bias")).relu(), Of("fc2.weight"), Of("fc2.bias")));
    }

    [Theory]
    [InlineData("qwen2_moe", "shared_expert", 1)]
    [InlineData("deepseek_v3", "shared_experts", 0)]
    public void Should_Leave_Shared_And_Dense_Blocks_Out_When_Layers_Are_Found(string modelType, string shared, int gates)
    {
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor> { ["model.layers.1.mlp.gate.weight"] = Draw(9, 2, D) };
        foreach (var block in (string[])["0.mlp", "1.mlp.experts.0", "1.mlp.experts.1", $"1.mlp.{shared}"])
        {
            tensors[$"model.layers.{block}.gate_proj.weight"] = Draw(1, F, D);
            tensors[$"model.layers.{block}.up_proj.weight"] = Draw(2, F, D);
            tensors[$"model.layers.{block}.down_proj.weight"] = Draw(3, D, F);
        }

        if (gates > 0)
        {
            tensors["model.layers.1.mlp.shared_expert_gate.weight"] = Draw(4, 1, D);
        }

        using var checkpoint = Save(modelType, tensors);
        var layer = Assert.Single(checkpoint.Layers);
        Assert.Equal(("model.layers.1.mlp", 2, 2L * 3 * D * F * 4), (layer.Name, layer.Slots, layer.Bytes));
        Assert.Equal(((3L * D * F) + (gates * D)) * 4, layer.SharedBytes);
    }

    private static Tensor Draw(int seed, params long[] shape) => randn(shape, dtype: ScalarType.Float32, generator: new Generator((ulong)seed));

    private static void Check(ExpertCheckpoint checkpoint, string family, string layer, Tensor x, Tensor expected)
    {
        Assert.Equal(family, checkpoint.Family.Name);
        Assert.Equal([layer], checkpoint.Layers.Select(l => l.Name));
        using var expert = checkpoint.ReadExpert(layer, 1);
        Assert.True(expert.Forward(x).allclose(expected, 1e-5, 1e-6));
    }

    private ExpertCheckpoint Save(string modelType, Dictionary<string, Tensor> tensors)
    {
        Directory.CreateDirectory(_folder["model"]);
        Safetensors.Save(Path.Combine(_folder["model"], "model.safetensors"), tensors);
        File.WriteAllText(Path.Combine(_folder["model"], "config.json"), $$"""{"model_type": "{{modelType}}"}""");
        return ExpertCheckpoint.Open(_folder["model"]);
    }
}
