using static TorchSharp.torch;

namespace ResearchKit.Merging;

/// <summary>What a merge of whole models may be given beside the models.</summary>
public sealed record ModelMergeOptions
{
    /// <summary>The model that the others were fine-tuned from, with the same tensors; null where no method asks for it.</summary>
    public IReadOnlyDictionary<string, Tensor>? Base { get; init; }

    /// <summary>The root of randomness; each tensor draws from the stream of its name, so that leaving one out changes no other.</summary>
    public Seed Seed { get; init; }

    /// <summary>Told the numbers that methods report about tensors; null to drop them.</summary>
    public Action<MergeDiagnostic>? Diagnostics { get; init; }
}
