using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Reference;

/// <summary>Shapes, selections and padding, by the name of the case in operator_reference.json.</summary>
internal static class ShapeOperators
{
    internal static readonly Dictionary<string, Func<Tensor[], Tensor>> Table = new()
    {
        ["reshape"] = t => t[0].reshape(4, 6),
        ["permute"] = t => t[0].permute(2, 0, 1),
        ["transpose"] = t => t[0].transpose(0, 2),
        ["cat"] = t => torch.cat(t, 1),
        ["stack"] = t => torch.stack(t, 1),
        ["narrow"] = t => t[0].narrow(1, 1, 2),
        ["index_select"] = t => t[0].index_select(1, t[1]),
        ["gather"] = t => t[0].gather(1, t[1]),
        ["scatter_add"] = t => t[0].scatter_add(1, t[1], t[2]),
        ["index_add"] = t => t[0].index_add(0, t[1], t[2], 0.5),
        ["take_along_dim"] = t => t[0].take_along_dim(t[1], 0),
        ["masked_fill"] = t => t[0].masked_fill(t[1], 0.25),
        ["masked_select"] = t => t[0].masked_select(t[1]),
        ["flip"] = t => t[0].flip(0, 2),
        ["roll"] = t => t[0].roll((1, -1), (0, 1)),
        ["repeat"] = t => t[0].repeat(2, 1, 2),
        ["repeat_interleave"] = t => t[0].repeat_interleave(2, 1),
        ["expand"] = t => t[0].expand(4, 2, 3),
        ["tril"] = t => t[0].tril(-1),
        ["triu"] = t => t[0].triu(1),
        ["diag"] = t => t[0].diag(1),
        ["diag_of_matrix"] = t => t[0].diag(),
        ["diagonal"] = t => t[0].diagonal(1, 0, 2),
        ["unfold"] = t => t[0].unfold(1, 3, 2),
        ["squeeze"] = t => t[0].squeeze(1),
        ["unsqueeze"] = t => t[0].unsqueeze(-1),
        ["movedim"] = t => torch.movedim(t[0], 0, 2),
        ["chunk"] = t => t[0].chunk(3, 1)[1],
        ["index"] = t => t[0].index(t[1]),
        ["pad"] = t => nn.functional.pad(t[0], (1, 2), value: 0.5),
        ["pad_reflect"] = t => nn.functional.pad(t[0], (2, 1), PaddingModes.Reflect),
    };
}
