using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Nn;

/// <summary>A model as users write it: fields, RegisterComponents, forward.</summary>
internal sealed class TwoLayers : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> first = nn.Linear(3, 4);
    private readonly nn.Module<Tensor, Tensor> norm = nn.BatchNorm1d(4);
    private readonly nn.Module<Tensor, Tensor> second = nn.Linear(4, 2);
    private readonly TorchSharp.Modules.Parameter scale = nn.Parameter(torch.ones(1));
    private readonly Tensor offset = torch.zeros(2);

    internal TwoLayers()
        : base("two-layers")
    {
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        var hidden = nn.functional.relu(norm.call(first.call(input)));
        return (second.call(hidden) * scale + offset).MoveToOuterDisposeScope();
    }
}
