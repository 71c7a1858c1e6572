namespace ResearchKit.Compression;

/// <summary>Counts the parameters and floating-point operations of a Switch Transformer, whole, merged or compressed.</summary>
/// <remarks>
/// An encoder-decoder with tied embeddings, bias-free layers, RMS norms and one table of relative positions a stack; every second block of either stack has experts (plain, two matrices).
/// The defaults are <c>google/switch-base-32</c>. Reference: Fedus, Zoph and Shazeer, Switch Transformers, 2022; the counts are checked against Li et al., Merge, Then Compress, 2024, table 2.
/// </remarks>
public sealed record SwitchAccounting
{
    /// <summary>d, the model size.</summary>
    public long ModelSize { get; init; } = 768;

    /// <summary>f, the hidden units of a dense block and of an expert.</summary>
    public long HiddenSize { get; init; } = 3072;

    /// <summary>The attention heads; with <see cref="HeadSize"/> they make the inner size of attention.</summary>
    public long Heads { get; init; } = 12;

    /// <summary>The size of a head.</summary>
    public long HeadSize { get; init; } = 64;

    /// <summary>The blocks of the encoder, and of the decoder.</summary>
    public int Layers { get; init; } = 12;

    /// <summary>Every how many blocks one has experts.</summary>
    public int ExpertStep { get; init; } = 2;

    /// <summary>E, the experts of a layer that has them; 0 for a dense T5 of the same size.</summary>
    public long Experts { get; init; } = 32;

    /// <summary>The size of the vocabulary.</summary>
    public long Vocabulary { get; init; } = 32128;

    /// <summary>The relative-position buckets.</summary>
    public long PositionBuckets { get; init; } = 32;

    /// <summary>The parameters of an expert or a dense block, 2 d f.</summary>
    public long ExpertParameters => 2 * ModelSize * HiddenSize;

    /// <summary>The layers with experts in one stack.</summary>
    public int ExpertLayersPerStack => Experts == 0 ? 0 : Layers / ExpertStep;

    /// <summary>Everything but experts: embeddings, attention, dense blocks, routers, norms and position tables.</summary>
    public long NonExpertParameters
    {
        get
        {
            var attention = ModelSize * Heads * HeadSize * 4;
            var dense = 2L * (Layers - ExpertLayersPerStack) * ExpertParameters;
            var routers = 2L * ExpertLayersPerStack * Experts * ModelSize;
            var norms = (((Layers * 2L) + 1) + ((Layers * 3L) + 1)) * ModelSize;
            return (Vocabulary * ModelSize) + (Layers * attention) + (2L * Layers * attention) + dense + routers + norms + (2 * PositionBuckets * Heads);
        }
    }

    /// <summary>All parameters of the whole model.</summary>
    public long FullParameters => NonExpertParameters + (2L * ExpertLayersPerStack * Experts * ExpertParameters);

    /// <summary>The numbers of a compressed expert: two low-rank products and two sparse parts, 2 r (d + f) + share · 2 d f.</summary>
    /// <param name="rank">r of each of the two matrices.</param>
    /// <param name="sparseShare">The share of the sparse parts that remains.</param>
    /// <returns>The numbers; a fraction if the share does not give whole rows.</returns>
    public double CompressedExpertParameters(long rank, double sparseShare) => (2.0 * rank * (ModelSize + HiddenSize)) + (sparseShare * ExpertParameters);

    /// <summary>All parameters of a model with fewer or smaller experts.</summary>
    /// <param name="wholeExperts">How many experts are stored as they were (or merged), over all layers.</param>
    /// <param name="compressedExperts">How many are stored compressed.</param>
    /// <param name="compressedSize">The numbers of a compressed expert.</param>
    /// <returns>The parameters, rounded to the nearest whole number.</returns>
    public long Parameters(long wholeExperts, long compressedExperts = 0, double compressedSize = 0) =>
        (long)Math.Round(NonExpertParameters + (wholeExperts * (double)ExpertParameters) + (compressedExperts * compressedSize), MidpointRounding.AwayFromZero);

    /// <summary>Floating-point operations (two for each multiply-add) of a forward pass: linear layers, attention products and the output head, without routers, norms and softmaxes.</summary>
    /// <param name="batch">Sequences.</param>
    /// <param name="source">Tokens of the encoder's input.</param>
    /// <param name="target">Tokens of the decoder's.</param>
    /// <param name="compressedEncoderLayers">How many encoder layers have compressed experts.</param>
    /// <param name="compressedDecoderLayers">How many decoder layers have compressed experts.</param>
    /// <param name="compressedSize">The multiply-adds a token of a compressed expert, as <see cref="CompressedExpertParameters"/> gives them.</param>
    /// <returns>The operations.</returns>
    public double Operations(long batch, long source, long target, int compressedEncoderLayers = 0, int compressedDecoderLayers = 0, double compressedSize = 0)
    {
        double projection = ModelSize * Heads * HeadSize;
        double inner = Heads * HeadSize;
        var (encoderTokens, decoderTokens) = ((double)batch * source, (double)batch * target);
        var saved = ExpertParameters - compressedSize;
        var encoder = (Layers * encoderTokens * ((4 * projection) + ExpertParameters + (2 * source * inner))) - (compressedEncoderLayers * encoderTokens * saved);
        var decoder = (Layers * decoderTokens * ((6 * projection) + ExpertParameters + (2 * target * inner) + (2 * source * inner))) - (compressedDecoderLayers * decoderTokens * saved);
        var keysAndValues = Layers * encoderTokens * 2 * projection;
        return 2 * (encoder + decoder + keysAndValues + (decoderTokens * Vocabulary * ModelSize));
    }
}
