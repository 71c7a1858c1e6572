using System.Globalization;
using ResearchKit.Checkpoints;

namespace ResearchKit.Experts.Checkpoints;

/// <summary>The places of the experts of one layer, for reading and for writing.</summary>
internal sealed class ExpertLayout(ExpertFamily family, ExpertLayerInfo layer)
{
    private readonly int _elementBytes = ElementSize.Of(layer.DType);

    /// <summary>The place of a matrix of the stored expert of a number.</summary>
    public ExpertPlace Place(int expert, ExpertPart part)
    {
        var tensor = family.Experts.First(t => t.Parts.Contains(part));
        var shape = Shape(part);
        var bytes = shape.Aggregate(1L, (a, b) => a * b) * _elementBytes;
        var half = tensor.Parts.ToList().IndexOf(part);
        return family.IsFused
            ? new ExpertPlace(layer.Name + tensor.Suffix, ((expert * tensor.Parts.Count) + half) * bytes, shape)
            : new ExpertPlace(Name(tensor, expert), half * bytes, shape);
    }

    /// <summary>The tensors that hold a number of experts, with their shapes.</summary>
    public IEnumerable<(string Name, long[] Shape)> Tensors(int count)
    {
        foreach (var tensor in family.Experts)
        {
            var shape = Shape(tensor.Parts[0]);
            shape[0] *= tensor.Parts.Count;
            if (family.IsFused)
            {
                yield return (layer.Name + tensor.Suffix, [count, .. shape]);
                continue;
            }

            for (var e = 0; e < count; e++)
            {
                yield return (Name(tensor, e), shape);
            }
        }
    }

    /// <summary>The roles of an expert's tensors.</summary>
    public IEnumerable<ExpertPart> Parts => family.Experts.SelectMany(t => t.Parts);

    private long[] Shape(ExpertPart part) => part switch
    {
        ExpertPart.Down => [layer.ModelSize, layer.HiddenSize],
        ExpertPart.UpBias => [layer.HiddenSize],
        ExpertPart.DownBias => [layer.ModelSize],
        _ => [layer.HiddenSize, layer.ModelSize],
    };

    private string Name(ExpertTensor tensor, int expert) => layer.Name + tensor.Suffix.Replace("{e}", expert.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
