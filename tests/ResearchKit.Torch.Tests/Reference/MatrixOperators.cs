using TorchSharp;
using static TorchSharp.torch;

namespace ResearchKit.Torch.Tests.Reference;

/// <summary>Products of matrices and linear algebra, by the name of the case in operator_reference.json.</summary>
internal static class MatrixOperators
{
    internal static readonly Dictionary<string, Func<Tensor[], Tensor>> Table = new()
    {
        ["mm"] = t => torch.mm(t[0], t[1]),
        ["bmm"] = t => torch.bmm(t[0], t[1]),
        ["matmul_broadcast"] = t => torch.matmul(t[0], t[1]),
        ["matmul_vector"] = t => torch.matmul(t[0], t[1]),
        ["matmul_float32"] = t => torch.matmul(t[0], t[1]),
        ["mv"] = t => torch.mv(t[0], t[1]),
        ["dot"] = t => torch.dot(t[0], t[1]),
        ["outer"] = t => torch.outer(t[0], t[1]),
        ["einsum"] = t => torch.einsum("bij,bkj->bik", t),
        ["einsum_diagonal"] = t => torch.einsum("bii->bi", t),
        ["addmm"] = t => t[0].addmm(t[1], t[2], beta: 0.5f, alpha: 2),
        ["baddbmm"] = t => t[0].baddbmm(t[1], t[2], beta: 0.5f, alpha: 2),
        ["addr"] = t => t[0].addr(t[1], t[2]),
        ["cdist"] = t => torch.cdist(t[0], t[1]),
        ["cdist_one"] = t => torch.cdist(t[0], t[1], 1.0),
        ["kron"] = t => torch.kron(t[0], t[1]),
        ["tensordot"] = t => torch.tensordot(t[0], t[1], 2),
        ["matrix_power"] = t => torch.matrix_power(t[0], 3),
        ["matrix_exp"] = t => torch.matrix_exp(t[0]),
        ["cross"] = t => linalg.cross(t[0], t[1]),
        ["inv"] = t => linalg.inv(t[0]),
        ["det"] = t => linalg.det(t[0]),
        ["slogdet"] = t => linalg.slogdet(t[0]).Item2,
        ["cholesky"] = t => linalg.cholesky(torch.matmul(t[0], t[0].transpose(-2, -1))),
        ["solve"] = t => linalg.solve(t[0], t[1]),
        ["svdvals"] = t => linalg.svdvals(t[0]),
        ["qr_q"] = t => linalg.qr(t[0]).Q,
        ["qr_r"] = t => linalg.qr(t[0]).R,
        ["eigvalsh"] = t => linalg.eigvalsh(t[0] + t[0].transpose(-2, -1)),
        ["pinv"] = t => linalg.pinv(t[0]),
        ["vector_norm"] = t => linalg.vector_norm(t[0], 3.0),
        ["matrix_norm"] = t => linalg.matrix_norm(t[0]),
        ["lstsq"] = t => linalg.lstsq(t[0], t[1]).Solution,
    };
}
