using System.Globalization;
using ResearchKit.Permutations;

namespace ResearchKit.Models;

/// <content>How data flow.</content>
public sealed partial class Vgg : IPermutationStructure
{
    /// <inheritdoc/>
    public void Describe(ModuleStructure walk)
    {
        ArgumentNullException.ThrowIfNull(walk);
        foreach (var (step, name) in _features)
        {
            if (step is null)
            {
                continue; // pooling
            }

            walk.Layer(name, step.Convolution);
            if (step.Normalization is { } normalization)
            {
                var number = int.Parse(name.AsSpan(name.LastIndexOf('.') + 1), CultureInfo.InvariantCulture);
                walk.Layer(string.Create(CultureInfo.InvariantCulture, $"features.{number + 1}"), normalization);
            }
        }

        walk.Flatten();
        foreach (var (layer, name) in _classifier)
        {
            walk.Layer(name, layer);
        }
    }
}
