"""Writes member_reference.json: what PyTorch's functions of the same name return for given arguments.

Run with Debian's python3-torch (1.13):  /usr/bin/python3 make_member_reference.py
MemberReferenceTests calls every member of that name that takes the arguments: torch.name, torch.linalg.name, torch.nn.functional.name,
the tensor's method name and its in-place form name_. The file is made once and committed.
"""
import json
import pathlib

import torch
import torch.nn.functional as F
from torch import linalg

from make_operator_reference import distinct, positive, real, regular, unit, whole

cases = []


def packed(value):
    if isinstance(value, torch.Tensor):
        value = value.detach().resolve_conj().resolve_neg()
        dtype = str(value.dtype).replace("torch.", "")
        numbers = (torch.view_as_real(value) if value.is_complex() else value).reshape(-1).tolist()
        return {"shape": list(value.shape), "dtype": dtype, "values": [plain(x) for x in numbers]}
    return {"list": [packed(item) for item in value]} if isinstance(value, (list, tuple)) and any(isinstance(i, torch.Tensor) for i in value) else value


def plain(x):
    """Numbers that JSON has no word for, by name."""
    return repr(x) if isinstance(x, float) and (x != x or x in (float("inf"), float("-inf"))) else x


def member(name, *arguments, function=None):
    """The arguments are those of TorchSharp, in its order; function computes the same where PyTorch's order or name differs."""
    function = function or next(getattr(owner, name) for owner in (linalg, torch, F, torch.Tensor) if hasattr(owner, name))
    copies = [a.clone() if isinstance(a, torch.Tensor) else a for a in arguments]
    output = function(*copies)
    outputs = list(output) if isinstance(output, (tuple, list)) else [output]
    cases.append({"name": name, "arguments": [packed(a) for a in arguments], "outputs": [packed(o) for o in outputs]})


def pointwise():
    for name in """abs absolute neg negative positive sgn sign signbit square sin cos sinh cosh tanh asinh arcsinh atan arctan erf erfc exp exp2 expm1 floor
            ceil round trunc fix frac sigmoid sinc deg2rad rad2deg relu relu6 selu celu hardsigmoid hardswish hardtanh isfinite isinf isnan isneginf
            isposinf isreal i0 nan_to_num logical_not conj_physical real angle silu gelu softplus""".split():
        member(name, real(3, 4))
    for name in "log log1p log2 log10 sqrt rsqrt reciprocal lgamma digamma acosh arccosh".split():
        member(name, positive(3, 4) + 1)
    for name in "asin arcsin acos arccos atanh arctanh tan erfinv".split():
        member(name, unit(3, 4))
    for name in "isfinite isinf isnan isneginf isposinf nan_to_num signbit sign relu floor abs".split():
        member(name, torch.tensor([float("nan"), float("inf"), -float("inf"), -0.0, 2.5], dtype=torch.float64))
    for name in "bitwise_not abs neg sign logical_not".split():
        member(name, whole(3, 4, low=-5))
    for name in "bitwise_and bitwise_or bitwise_xor gcd lcm".split():
        member(name, whole(3, 4), whole(4))
    for name in "bitwise_left_shift bitwise_right_shift".split():
        member(name, whole(3, 4), whole(3, 4, high=3))
    for name in "logical_and logical_or logical_xor".split():
        member(name, whole(3, 4, high=2).bool(), whole(3, 4, high=2).bool())
    for name in "eq ne lt le gt ge not_equal less less_equal greater greater_equal".split():
        member(name, whole(3, 4), whole(3, 1))
    for name in "eq ne lt le gt ge".split():
        member(name, whole(3, 4), 2)
    for name in """add sub subtract mul multiply div divide true_divide atan2 arctan2 hypot logaddexp logaddexp2 fmax fmin maximum minimum copysign
            nextafter dist heaviside""".split():
        member(name, real(3, 4), real(3, 4))
    for name in "add sub mul div".split():
        member(name, real(3, 4), 1.5)
    for name in "floor_divide fmod remainder".split():
        member(name, real(3, 4, low=-9, high=9), positive(3, 4))
        member(name, real(3, 4, low=-9, high=9), 1.5)
    for name in "xlogy pow float_power igamma igammac".split():
        member(name, positive(3, 4), positive(3, 4))
    member("pow", positive(3, 4), 2.5)
    member("ldexp", real(3, 4), whole(3, 4))
    member("clamp", real(3, 4), -0.5, 0.75)
    member("clip", real(3, 4), -0.5, 0.75)
    member("clamp_min", real(3, 4), -0.5)
    member("clamp_max", real(3, 4), 0.75)
    member("mvlgamma", positive(3, 4) + 2, 2)
    member("polygamma", positive(3, 4), 2, function=lambda a, n: torch.polygamma(n, a))
    member("lerp", real(3, 4), real(3, 4), unit(3, 4))
    member("isclose", torch.tensor([1.0, 2.0, 3.0]), torch.tensor([1.0, 2.00001, 3.1]))
    member("frexp", real(3, 4))
    member("leaky_relu", real(3, 4), 0.1)
    member("elu", real(3, 4), 0.7)
    member("prelu", real(3, 4), positive(1))
    member("addcmul", real(3, 4), real(3, 4), real(4), 0.7, function=lambda a, b, c, v: torch.addcmul(a, b, c, value=v))
    member("addcdiv", real(3, 4), real(3, 4), positive(4), 0.7, function=lambda a, b, c, v: torch.addcdiv(a, b, c, value=v))


def reductions():
    for name in "sum mean std var norm max min median nanmedian nansum nanmean argmax argmin logdet count_nonzero any all".split():
        member(name, regular() if name == "logdet" else distinct(3, 4))
    for name in "sum mean amax amin logsumexp nanmean argmax argmin cumsum cumprod logcumsumexp any all".split():
        member(name, distinct(3, 4), [1] if name in ("sum", "mean", "amax", "amin") else 1)
    member("count_nonzero", whole(3, 4, high=2), [1])
    for name in "cummax cummin max min mode".split():
        member(name, distinct(3, 4), 1)
    member("kthvalue", distinct(3, 5), 2, 1)
    member("topk", distinct(3, 5), 2, 1)
    member("sort", distinct(3, 5), 1)
    member("msort", distinct(4, 3))
    member("argsort", distinct(3, 5), 1)
    member("aminmax", distinct(3, 4))
    member("std_mean", real(3, 4))
    member("var_mean", real(3, 4))
    member("quantile", distinct(3, 5), torch.tensor([0.25, 0.6], dtype=torch.float64), 1)
    member("nanquantile", distinct(3, 5), torch.tensor([0.25, 0.6], dtype=torch.float64), 1)
    member("bincount", whole(9))
    member("histc", real(20), 5, -2, 2)
    member("unique", torch.tensor([3, 1, 3, 2, 1]), function=lambda t: torch.unique(t))
    member("renorm", real(3, 4), 2.0, 0, 1.0)
    member("trapezoid", real(3, 5))
    member("trapz", real(3, 5))
    member("cumulative_trapezoid", real(3, 5))
    member("diff", real(3, 5))
    member("cov", real(3, 6))
    member("corrcoef", real(3, 6))
    member("equal", whole(5), whole(5), function=torch.eq)  # TorchSharp's equal goes element by element
    member("allclose", torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.5]))
    member("is_nonzero", torch.tensor([2.0]))


def shapes():
    for name in "ravel t fliplr flipud atleast_1d atleast_2d atleast_3d squeeze flatten nonzero argwhere clone contiguous adjoint".split():
        member(name, real(3, 4))
    for name in ("swapaxes", "swapdims", "transpose"):
        member(name, real(2, 3, 4), 0, 2)
    member("movedim", real(2, 3, 4), [0, 1], [2, 0])
    member("moveaxis", real(2, 3, 4), [0, 1], [2, 0])
    member("rot90", real(3, 4))
    member("rot90", real(3, 4), 3)
    member("tile", real(2, 3), [2, 1])
    member("unsqueeze", real(2, 3), 1)
    member("squeeze", real(2, 1, 3), 1)
    member("broadcast_to", real(3, 1), [2, 3, 4])
    member("expand_as", real(3, 1), real(3, 4))
    member("diag_embed", real(2, 3))
    member("diagflat", real(2, 2))
    member("tril", real(4, 4), -1)
    member("triu", real(4, 4), 1)
    for name in ("hsplit", "vsplit", "tensor_split"):
        member(name, real(4, 6), 2)
    member("dsplit", real(2, 3, 4), 2)
    for name in "cat concat concatenate hstack vstack row_stack column_stack dstack".split():
        member(name, [real(2, 3), real(2, 3)])
    member("stack", [real(2, 3), real(2, 3)])
    member("block_diag", [real(2, 3), real(1, 2)], function=lambda tensors: torch.block_diag(*tensors))
    member("cartesian_prod", [whole(2), whole(3)], function=lambda tensors: torch.cartesian_prod(*tensors))
    member("combinations", whole(4))
    member("tril_indices", 3, 4, 0)
    member("triu_indices", 3, 4, 0)
    member("channel_shuffle", real(1, 4, 2, 2), 2)
    member("view_as_complex", real(3, 2))
    member("view_as_real", torch.view_as_complex(real(3, 2)))
    for name in "conj_physical resolve_conj resolve_neg abs angle sgn real imag is_conj is_neg isreal mean exp".split():
        member(name, torch.view_as_complex(real(3, 2)))
    member("complex", real(3), real(3))
    member("polar", positive(3), real(3))


def selections():
    member("take", real(3, 4), whole(2, 3))
    member("index_copy", real(5, 3), 0, torch.tensor([4, 0]), real(2, 3))
    member("index_add", real(5, 3), 0, torch.tensor([4, 0]), real(2, 3), 1, function=lambda a, d, i, s, c: a.index_add(d, i, s, alpha=c))
    member("index_fill", real(5, 3), 0, torch.tensor([4, 0]), 1.5)
    member("scatter", real(3, 5), 1, torch.tensor([[0, 2, 4], [1, 2, 3], [4, 3, 2]]), real(3, 3))
    member("scatter_add", real(3, 5), 1, whole(3, 4), real(3, 4))
    member("gather", real(3, 5), 1, whole(3, 4))
    member("masked_fill", real(3, 4), whole(3, 4, high=2).bool(), 0.25)
    member("masked_scatter", real(3, 4), torch.tensor([[True, False, True, False]] * 3), real(3, 4))
    member("masked_select", real(3, 4), whole(3, 4, high=2).bool())
    member("select_scatter", real(3, 4), real(4), 0, 1)
    member("slice_scatter", real(5, 4), real(2, 4), 0, 1, 3, 1, function=lambda a, s, d, i, j, k: torch.slice_scatter(a, s, dim=d, start=i, end=j, step=k))
    member("diagonal_scatter", real(3, 3), real(3), 0, 0, 1)
    member("isin", whole(3, 4), torch.tensor([1, 3]))
    member("searchsorted", torch.tensor([1.0, 3.0, 5.0]), torch.tensor([0.5, 3.0, 6.0]))
    member("bucketize", torch.tensor([0.5, 3.0, 6.0]), torch.tensor([1.0, 3.0, 5.0]))
    member("repeat_interleave", real(2, 3), 2)
    member("unbind", real(2, 3))


def matrices():
    for name in ("mm", "matmul"):
        member(name, real(2, 3), real(3, 4))
    member("mv", real(2, 3), real(3))
    for name in ("dot", "vdot", "inner", "outer", "ger"):
        member(name, real(4), real(4))
    member("addmv", real(2), real(2, 3), real(3))
    member("addmm", real(2, 4), real(2, 3), real(3, 4))
    member("addr", real(2, 3), real(2), real(3))
    member("addbmm", real(2, 2), real(3, 2, 4), real(3, 4, 2))
    member("chain_matmul", [real(2, 3), real(3, 4), real(4, 2)], function=lambda tensors: linalg.multi_dot(tensors))
    member("multi_dot", [real(2, 3), real(3, 4), real(4, 2)])
    member("inverse", regular())
    member("pinverse", real(4, 2))
    member("cholesky_inverse", linalg.cholesky(regular() @ regular().mT + 9 * torch.eye(3, dtype=torch.float64)))
    member("cholesky_solve", real(3, 2), torch.tensor([[2.0, 0, 0], [0.5, 1.5, 0], [-0.3, 0.2, 1.2]], dtype=torch.float64))
    for name in ("svdvals", "matrix_rank", "inv", "det", "slogdet", "cond", "pinv", "lu_factor", "lu", "inv_ex"):
        member(name, regular())
    member("cholesky_ex", torch.eye(3, dtype=torch.float64) * 4 + 0.5)
    member("solve_ex", regular(), real(3, 2))
    member("eigvals", torch.diag(torch.tensor([1.0, 2.0, 4.0], dtype=torch.float64)) + torch.tensor([[0, 0.3, 0.1], [0, 0, 0.2], [0, 0, 0]], dtype=torch.float64))
    member("eigvalsh", torch.tensor([[2.0, 0.5], [0.5, -1.0]], dtype=torch.float64))
    member("tensorinv", torch.eye(6, dtype=torch.float64).reshape(6, 2, 3) * 2, 1)
    member("tensorsolve", torch.eye(6, dtype=torch.float64).reshape(2, 3, 6) * 2, real(2, 3), [2], function=lambda a, b, d: linalg.tensorsolve(a, b))
    member("vecdot", real(3, 4), real(3, 4))
    member("householder_product", real(4, 2), positive(2))
    member("cross", real(4, 3), real(4, 3))
    member("matrix_exp", unit(3, 3))
    member("matrix_power", regular(), 3)


def networks():
    member("normalize", real(3, 4))
    member("softmin", real(3, 4), 1)
    member("softmax", real(3, 4), 1)
    member("log_softmax", real(3, 4), 1)
    member("max_pool1d", distinct(1, 2, 8), 2)
    member("avg_pool1d", real(1, 2, 8), 3, 2, 1)
    member("max_pool1d_with_indices", distinct(1, 2, 8), 2, function=lambda x, k: torch.max_pool1d_with_indices(x, k) if hasattr(torch, "max_pool1d_with_indices") else F.max_pool1d(x, k, return_indices=True))
    member("max_pool2d_with_indices", distinct(1, 2, 4, 6), [2, 2], function=lambda x, k: F.max_pool2d(x, k, return_indices=True))
    member("unfold", real(1, 2, 4, 4), 2, 1, 0, 2, function=lambda x, k, d, p, s: F.unfold(x, k, d, p, s))


def main():
    for section in (pointwise, reductions, shapes, selections, matrices, networks):
        section()
    path = pathlib.Path(__file__).with_name("member_reference.json")
    path.write_text(json.dumps({"torch": torch.__version__, "cases": cases}, separators=(",", ":"), allow_nan=False) + "\n")
    print(path.name, len(cases), "cases", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
