using System.Globalization;
using ResearchKit.Permutations;

namespace ResearchKit.Models;

/// <content>How data flow.</content>
public sealed partial class Vit : IPermutationStructure
{
    /// <inheritdoc/>
    public void Describe(ModuleStructure walk)
    {
        ArgumentNullException.ThrowIfNull(walk);
        walk.Layer(Stream, _parts.Patch);
        if (Options.Pooling == VitPooling.ClassToken)
        {
            walk.Builder.AddedTable("cls_token", 2);
        }

        walk.Builder.AddedTable("pos_embed", 2);
        for (var i = 0; i < _parts.Blocks.Count; i++)
        {
            walk.Layer(string.Create(CultureInfo.InvariantCulture, $"blocks.{i}"), _parts.Blocks[i]);
        }

        walk.Layer("norm", _parts.Norm).Layer("head", _parts.Head);
    }
}
