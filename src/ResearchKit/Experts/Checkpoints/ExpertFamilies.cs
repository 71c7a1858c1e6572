using ResearchKit.Models;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>The tensor names of the families of mixture-of-experts checkpoints that the kit reads.</summary>
/// <remarks>
/// One table; adding a family is adding an entry. Names are those of the publishers' safetensors files and of the loaders that read them. The fused form is what newer
/// releases of these loaders write for several families: gate rows before up rows. Checkpoints whose experts are stored in 8-bit floating point are refused by the reader.
/// </remarks>
public static class ExpertFamilies
{
    private const string DecoderMlp = @"model\.layers\.\d{1,6}\.mlp";

    private static readonly ExpertTensor[] GatedLinear =
        [new(".experts.{e}.gate_proj.weight", ExpertPart.Gate), new(".experts.{e}.up_proj.weight", ExpertPart.Up), new(".experts.{e}.down_proj.weight", ExpertPart.Down)];

    /// <summary>All families; where two fit a file, the one whose <c>model_type</c> the configuration names comes first, then the one named first.</summary>
    public static IReadOnlyList<ExpertFamily> All { get; } =
    [
        new()
        {
            Name = "switch",
            ModelTypes = ["switch_transformers"],
            Layer = @"(?:encoder\.block\.\d{1,6}\.layer\.1|decoder\.block\.\d{1,6}\.layer\.2)\.mlp",
            Router = ".router.classifier.weight",
            Experts = [new(".experts.expert_{e}.wi.weight", ExpertPart.Up), new(".experts.expert_{e}.wo.weight", ExpertPart.Down)],
            Activation = Activation.Relu,
        },
        new()
        {
            Name = "mixtral",
            ModelTypes = ["mixtral"],
            Layer = @"model\.layers\.\d{1,6}\.block_sparse_moe",
            Router = ".gate.weight",
            Experts = [new(".experts.{e}.w1.weight", ExpertPart.Gate), new(".experts.{e}.w3.weight", ExpertPart.Up), new(".experts.{e}.w2.weight", ExpertPart.Down)],
            Choices = 2,
            NormalizeGates = true,
        },
        new() { Name = "qwen2-moe", ModelTypes = ["qwen2_moe"], Layer = DecoderMlp, Router = ".gate.weight", Experts = GatedLinear, Shared = ".shared_expert", Choices = 4 },
        new()
        {
            Name = "deepseek",
            ModelTypes = ["deepseek", "deepseek_v2", "deepseek_v3"],
            Layer = DecoderMlp,
            Router = ".gate.weight",
            RouterBias = ".gate.e_score_correction_bias",
            Experts = GatedLinear,
            Shared = ".shared_experts",
            Choices = 6,
        },
        new() { Name = "qwen3-moe", ModelTypes = ["qwen3_moe"], Layer = DecoderMlp, Router = ".gate.weight", Experts = GatedLinear, Choices = 8, NormalizeGates = true },
        new() { Name = "olmoe", ModelTypes = ["olmoe"], Layer = DecoderMlp, Router = ".gate.weight", Experts = GatedLinear, Choices = 8 },
        new()
        {
            Name = "fused",
            ModelTypes = ["mixtral", "qwen2_moe", "qwen3_moe", "olmoe", "deepseek_v2", "deepseek_v3"],
            Layer = DecoderMlp,
            Router = ".gate.weight",
            RouterBias = ".gate.e_score_correction_bias",
            Experts = [new(".experts.gate_up_proj", ExpertPart.Gate, ExpertPart.Up), new(".experts.down_proj", ExpertPart.Down)],
            Shared = ".shared_expert",
            Choices = 2,
        },
        new()
        {
            Name = "fairseq",
            ModelTypes = ["fairseq_moe"],
            Layer = @"decoder\.layers\.\d{1,6}\.ffn",
            Experts =
            [
                new(".experts.expert_{e}.fc1.weight", ExpertPart.Up), new(".experts.expert_{e}.fc1.bias", ExpertPart.UpBias),
                new(".experts.expert_{e}.fc2.weight", ExpertPart.Down), new(".experts.expert_{e}.fc2.bias", ExpertPart.DownBias),
            ],
            Activation = Activation.Relu,
            Choices = 2,
        },
    ];
}
