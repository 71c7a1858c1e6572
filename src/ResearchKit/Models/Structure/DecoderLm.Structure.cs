using System.Globalization;
using ResearchKit.Permutations;

namespace ResearchKit.Models;

/// <content>How data flow.</content>
public sealed partial class DecoderLm : IPermutationStructure
{
    /// <inheritdoc/>
    public void Describe(ModuleStructure walk)
    {
        ArgumentNullException.ThrowIfNull(walk);
        walk.Layer(Stream, _parts.Tokens);
        if (_parts.Positions is not null)
        {
            walk.Builder.AddedTable("model.embed_positions.weight", 1);
        }

        for (var i = 0; i < _parts.Blocks.Count; i++)
        {
            walk.Layer(string.Create(CultureInfo.InvariantCulture, $"model.layers.{i}"), _parts.Blocks[i]);
        }

        walk.Layer("model.norm", _parts.Norm);
        if (_parts.Head is { } head)
        {
            walk.Layer("lm_head", head);
        }
        else
        {
            walk.End(); // scores are read with the embedding's own table
        }
    }
}
