using ResearchKit.Permutations;

namespace ResearchKit.Models;

/// <content>How data flow.</content>
internal sealed partial class ResidualBlock : IPermutationStructure
{
    public void Describe(ModuleStructure walk)
    {
        walk.Residual(Main, _projection is null ? null : Projection);

        void Main(ModuleStructure branch)
        {
            for (var k = 1; k <= _steps.Count; k++)
            {
                Add(branch, _steps[k - 1], $"conv{k}", $"bn{k}");
            }
        }

        void Projection(ModuleStructure branch) => Add(branch, _projection!, "downsample.0", "downsample.1");

        static void Add(ModuleStructure branch, ConvolutionStep step, string convolution, string norm)
        {
            branch.Layer(convolution, step.Convolution);
            if (step.Normalization is { } normalization)
            {
                branch.Layer(norm, normalization);
            }
        }
    }
}
