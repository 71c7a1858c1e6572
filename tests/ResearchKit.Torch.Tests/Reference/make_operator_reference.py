"""Writes operator_reference.json: output and gradients of core operators of PyTorch.

Run with Debian's python3-torch (1.13):  /usr/bin/python3 make_operator_reference.py
OperatorReferenceTests compares with the file; it is made once and committed.
The gradient is that of sum(output * weights), where weight i is (5 + 7 i mod 11) / 10.
"""
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import linalg

torch.set_num_threads(1)
generator = np.random.default_rng(20221115)
cases = []


def real(*shape, low=-2.0, high=2.0, dtype=torch.float64):
    """Uniform numbers of three decimals, so that the file stays short."""
    return torch.tensor(np.round(generator.uniform(low, high, shape), 3), dtype=dtype)


def positive(*shape):
    return real(*shape, low=0.2, high=3.0)


def unit(*shape):
    return real(*shape, low=-0.95, high=0.95)


def regular(*batch, size=3):
    """Matrices far from singular."""
    return real(*batch, size, size, low=-1, high=1) + 3 * torch.eye(size, dtype=torch.float64)


def distinct(*shape):
    """No two elements are equal: the order and the extremes have no ties."""
    count = int(np.prod(shape))
    return torch.tensor(generator.permutation(count) * 0.37 - 0.17 * count, dtype=torch.float64).round(decimals=3).reshape(shape)


def whole(*shape, low=0, high=5):
    return torch.tensor(generator.integers(low, high, shape), dtype=torch.int64)


def packed(tensor):
    tensor = tensor.detach()
    return {"shape": list(tensor.shape), "dtype": str(tensor.dtype).replace("torch.", ""), "values": tensor.reshape(-1).tolist()}


def case(name, function, *inputs, gradient=True):
    leaves = [t.clone().requires_grad_(gradient and t.is_floating_point()) for t in inputs]
    output = function(*leaves)
    gradients = None
    if gradient and output.requires_grad:
        weights = ((5 + 7 * torch.arange(output.numel()) % 11).to(output.dtype) / 10).reshape(output.shape)
        asked = [t for t in leaves if t.requires_grad]
        found = iter(torch.autograd.grad((output * weights).sum(), asked, allow_unused=True))
        gradients = [next(found) if t.requires_grad else None for t in leaves]
        gradients = [None if g is None else packed(g) for g in gradients]
    cases.append({"name": name, "inputs": [packed(t) for t in inputs], "output": packed(output), "gradients": gradients})


def arithmetic():
    for name in ("add", "sub", "mul", "maximum", "minimum", "atan2", "hypot", "logaddexp"):
        case(name, getattr(torch, name), real(2, 3, 4), real(3, 1))
    case("add_alpha", lambda a, b: torch.add(a, b, alpha=0.3), real(2, 3), real(3))
    case("div", torch.div, real(2, 3, 4), positive(2, 1, 4))
    case("div_floor", lambda a, b: torch.div(a, b, rounding_mode="floor"), real(3, 4), positive(3, 4))
    case("div_trunc", lambda a, b: torch.div(a, b, rounding_mode="trunc"), real(3, 4, low=-7, high=7), positive(3, 4))
    case("pow", torch.pow, positive(3, 4), real(4))
    case("pow_scalar", lambda a: a.pow(3), real(3, 4))
    case("remainder", torch.remainder, real(3, 4, low=-9, high=9), positive(3, 1))
    case("fmod", torch.fmod, real(3, 4, low=-9, high=9), positive(3, 1))
    case("remainder_negative", lambda a: torch.remainder(a, -1.5), real(3, 4, low=-9, high=9))
    case("lerp", torch.lerp, real(3, 4), real(3, 4), unit(3, 4))
    case("where", torch.where, whole(3, 4, high=2).bool(), real(3, 4), real(3, 1))
    case("addcmul", lambda a, b, c: torch.addcmul(a, b, c, value=0.7), real(3, 4), real(3, 1), real(4))
    case("addcdiv", lambda a, b, c: torch.addcdiv(a, b, c, value=0.7), real(3, 4), real(3, 1), positive(4))
    case("xlogy", torch.xlogy, real(3, 4), positive(3, 4))
    case("gt", torch.gt, real(3, 4), real(4))
    case("add_float32", torch.add, real(3, 4, dtype=torch.float32), real(4, dtype=torch.float32))
    case("add_mixed", torch.add, real(3, 4), whole(4))
    case("mul_int64", torch.mul, whole(3, 4), whole(4, low=-4))
    case("div_int64", torch.div, whole(3, 4), whole(4, low=1))
    case("remainder_int64", torch.remainder, whole(3, 4, low=-9, high=9), whole(3, 4, low=-4, high=-1))
    case("fmod_int64", torch.fmod, whole(3, 4, low=-9, high=9), whole(3, 4, low=-4, high=-1))


def unary():
    names = "exp expm1 abs neg sin cos sinh cosh tanh sigmoid relu erf square sign floor ceil round trunc frac atan asinh exp2 sinc"
    for name in names.split():
        case(name, getattr(torch, name), real(3, 5))
    for name in "log log1p log2 log10 sqrt rsqrt reciprocal lgamma digamma".split():
        case(name, getattr(torch, name), positive(3, 5))
    for name in "asin acos atanh tan erfinv".split():
        case(name, getattr(torch, name), unit(3, 5))
    case("clamp", lambda a: a.clamp(-0.7, 0.9), real(3, 5))
    case("clamp_min", lambda a: a.clamp(min=0.1), real(3, 5))
    case("gelu", F.gelu, real(3, 5))
    case("softplus", lambda a: F.softplus(a, 1.0, 20.0), real(3, 5))
    case("silu", F.silu, real(3, 5))
    case("mish", F.mish, real(3, 5))
    case("elu", lambda a: F.elu(a, 0.8), real(3, 5))
    case("leaky_relu", lambda a: F.leaky_relu(a, 0.1), real(3, 5))
    case("log_sigmoid", F.logsigmoid, real(3, 5))
    case("hardtanh", lambda a: F.hardtanh(a, -0.8, 1.1), real(3, 5))
    case("logit", torch.logit, real(3, 5, low=0.05, high=0.95))
    case("round_half_to_even", torch.round, torch.arange(-3.5, 4.0, 0.5, dtype=torch.float64))
    case("exp_float32", torch.exp, real(3, 5, dtype=torch.float32))


def reductions():
    case("sum", lambda a: a.sum(), real(2, 3, 4))
    case("sum_dim", lambda a: a.sum(0), real(3, 4))
    case("sum_dims_keep", lambda a: a.sum((0, 2), keepdim=True), real(2, 3, 4))
    case("mean", lambda a: a.mean(), real(3, 4))
    case("mean_dim", lambda a: a.mean((1,), keepdim=True), real(2, 3, 4))
    case("var", lambda a: a.var(), real(3, 4))
    case("var_dim_biased", lambda a: a.var(1, unbiased=False), real(3, 4))
    case("std", lambda a: a.std(), real(3, 4))
    case("std_dim", lambda a: a.std(0, unbiased=True), real(3, 4))
    case("norm", lambda a: a.norm(), real(3, 4))
    case("norm_dim_one", lambda a: a.norm(p=1, dim=1), real(3, 4))
    case("logsumexp", lambda a: a.logsumexp(1), real(3, 4))
    case("amax", lambda a: a.amax((0, 2)), distinct(2, 3, 4))
    case("amin", lambda a: a.amin((1,)), distinct(2, 3, 4))
    case("amax_ties", lambda a: a.amax((1,)), torch.tensor([[1.0, 3, 3], [2, 2, 2]], dtype=torch.float64))
    case("max", lambda a: a.max(), distinct(3, 4))
    case("min", lambda a: a.min(), distinct(3, 4))
    case("max_dim", lambda a: a.max(1)[0], distinct(3, 4))
    case("max_dim_index", lambda a: a.max(1)[1], distinct(3, 4))
    case("min_dim", lambda a: a.min(0)[0], distinct(3, 4))
    case("argmax", lambda a: a.argmax(1), distinct(3, 4))
    case("median", lambda a: a.median(), distinct(3, 4))
    case("cumsum", lambda a: a.cumsum(1), real(3, 4))
    case("cumprod", lambda a: a.cumprod(0), real(3, 4))
    case("cummax", lambda a: a.cummax(1)[0], distinct(3, 6))
    case("topk", lambda a: a.topk(2, 1)[0], distinct(3, 5))
    case("topk_smallest_index", lambda a: a.topk(2, 1, largest=False)[1], distinct(3, 5))
    case("sort", lambda a: a.sort(1)[0], distinct(3, 5))
    case("sort_descending", lambda a: a.sort(0, descending=True)[0], distinct(3, 5))
    case("argsort", lambda a: a.argsort(1), distinct(3, 5))
    case("diff", lambda a: a.diff(), real(3, 5))
    case("trace", torch.trace, real(4, 4))
    case("sum_int64", lambda a: a.sum(0), whole(3, 4))


def shapes():
    case("reshape", lambda a: a.reshape(4, 6), real(2, 3, 4))
    case("permute", lambda a: a.permute(2, 0, 1), real(2, 3, 4))
    case("transpose", lambda a: a.transpose(0, 2), real(2, 3, 4))
    case("cat", lambda a, b: torch.cat([a, b], 1), real(2, 3), real(2, 2))
    case("stack", lambda a, b: torch.stack([a, b], 1), real(2, 3), real(2, 3))
    case("narrow", lambda a: a.narrow(1, 1, 2), real(3, 4))
    case("index_select", lambda a, i: a.index_select(1, i), real(3, 5), whole(4))
    case("gather", lambda a, i: a.gather(1, i), real(3, 5), whole(3, 4))
    case("scatter_add", lambda a, i, b: a.scatter_add(1, i, b), real(3, 5), whole(3, 4), real(3, 4))
    case("index_add", lambda a, i, b: a.index_add(0, i, b, alpha=0.5), real(5, 2), whole(4), real(4, 2))
    case("take_along_dim", lambda a, i: a.take_along_dim(i, 0), real(5, 3), whole(2, 3))
    case("masked_fill", lambda a, m: a.masked_fill(m, 0.25), real(3, 4), whole(3, 4, high=2).bool())
    case("masked_select", torch.masked_select, real(3, 4), whole(3, 4, high=2).bool())
    case("flip", lambda a: a.flip(0, 2), real(2, 2, 3))
    case("roll", lambda a: a.roll((1, -1), (0, 1)), real(3, 4))
    case("repeat", lambda a: a.repeat(2, 1, 2), real(2, 3))
    case("repeat_interleave", lambda a: a.repeat_interleave(2, 1), real(2, 3))
    case("expand", lambda a: a.expand(4, 2, 3), real(2, 1))
    case("tril", lambda a: a.tril(-1), real(4, 3))
    case("triu", lambda a: a.triu(1), real(2, 3, 4))
    case("diag", lambda a: a.diag(1), real(3))
    case("diag_of_matrix", lambda a: a.diag(), real(3, 4))
    case("diagonal", lambda a: a.diagonal(1, 0, 2), real(3, 2, 4))
    case("unfold", lambda a: a.unfold(1, 3, 2), real(2, 7))
    case("squeeze", lambda a: a.squeeze(1), real(2, 1, 3))
    case("unsqueeze", lambda a: a.unsqueeze(-1), real(2, 3))
    case("movedim", lambda a: a.movedim(0, 2), real(2, 3, 4))
    case("chunk", lambda a: a.chunk(3, 1)[1], real(2, 7))
    case("index", lambda a, i: a[i], real(5, 3), whole(2, 3))
    case("pad", lambda a: F.pad(a, (1, 2), value=0.5), real(2, 3))
    case("pad_reflect", lambda a: F.pad(a, (2, 1), "reflect"), real(2, 3, 4))


def matrices():
    case("mm", torch.mm, real(2, 3), real(3, 4))
    case("bmm", torch.bmm, real(2, 2, 3), real(2, 3, 2))
    case("matmul_broadcast", torch.matmul, real(2, 1, 2, 3), real(4, 3, 2))
    case("matmul_vector", torch.matmul, real(2, 4, 3), real(3))
    case("matmul_float32", torch.matmul, real(3, 5, dtype=torch.float32), real(5, 2, dtype=torch.float32))
    case("mv", torch.mv, real(3, 4), real(4))
    case("dot", torch.dot, real(5), real(5))
    case("outer", torch.outer, real(3), real(4))
    case("einsum", lambda a, b: torch.einsum("bij,bkj->bik", a, b), real(2, 3, 4), real(2, 2, 4))
    case("einsum_diagonal", lambda a: torch.einsum("bii->bi", a), real(2, 3, 3))
    case("addmm", lambda a, b, c: torch.addmm(a, b, c, beta=0.5, alpha=2), real(2, 4), real(2, 3), real(3, 4))
    case("baddbmm", lambda a, b, c: torch.baddbmm(a, b, c, beta=0.5, alpha=2), real(2, 2, 2), real(2, 2, 3), real(2, 3, 2))
    case("addr", lambda a, b, c: torch.addr(a, b, c), real(2, 3), real(2), real(3))
    case("cdist", torch.cdist, real(3, 4), real(2, 4))
    case("cdist_one", lambda a, b: torch.cdist(a, b, 1.0), real(3, 4), real(2, 4))
    case("kron", torch.kron, real(2, 2), real(2, 3))
    case("tensordot", lambda a, b: torch.tensordot(a, b, 2), real(2, 3, 4), real(3, 4, 2))
    case("matrix_power", lambda a: linalg.matrix_power(a, 3), regular())
    case("matrix_exp", torch.matrix_exp, unit(3, 3))
    case("cross", lambda a, b: linalg.cross(a, b), real(4, 3), real(4, 3))
    case("inv", linalg.inv, regular(2))
    case("det", linalg.det, regular(2))
    case("slogdet", lambda a: linalg.slogdet(a)[1], regular(2))
    case("cholesky", lambda a: linalg.cholesky(a @ a.mT), regular())
    case("solve", linalg.solve, regular(2), real(2, 3, 2))
    case("svdvals", linalg.svdvals, regular(size=4))
    case("qr_q", lambda a: linalg.qr(a)[0], real(4, 3))
    case("qr_r", lambda a: linalg.qr(a)[1], real(4, 3))
    case("eigvalsh", lambda a: linalg.eigvalsh(a + a.mT), real(4, 4))
    case("pinv", linalg.pinv, real(4, 2))
    case("vector_norm", lambda a: linalg.vector_norm(a, 3.0), real(3, 4))
    case("matrix_norm", linalg.matrix_norm, real(3, 4))
    case("lstsq", lambda a, b: linalg.lstsq(a, b)[0], real(5, 2), real(5, 3), gradient=False)


def networks():
    case("linear", F.linear, real(2, 3), real(4, 3), real(4))
    case("conv1d", F.conv1d, real(2, 2, 7), real(3, 2, 3), real(3))
    case("conv1d_stride_padding", lambda x, w: F.conv1d(x, w, None, 2, 1, 2), real(2, 2, 9), real(3, 2, 3))
    case("conv2d", F.conv2d, real(2, 2, 5, 5), real(3, 2, 3, 3), real(3))
    case("conv2d_stride_padding", lambda x, w: F.conv2d(x, w, None, (2, 1), (1, 2)), real(1, 2, 5, 6), real(2, 2, 3, 2))
    case("conv2d_groups", lambda x, w, b: F.conv2d(x, w, b, groups=2), real(2, 4, 4, 4), real(4, 2, 2, 2), real(4))
    case("conv2d_dilation", lambda x, w: F.conv2d(x, w, dilation=2), real(1, 1, 6, 6), real(2, 1, 3, 2))
    case("conv_transpose2d", lambda x, w, b: F.conv_transpose2d(x, w, b, 2, 1, 1), real(1, 2, 3, 3), real(2, 2, 3, 3), real(2))
    case("max_pool2d", lambda x: F.max_pool2d(x, 2), distinct(1, 2, 4, 6))
    case("max_pool2d_padding", lambda x: F.max_pool2d(x, 3, 2, 1), distinct(1, 2, 5, 5))
    case("avg_pool2d", lambda x: F.avg_pool2d(x, 2), real(1, 2, 4, 6))
    case("avg_pool2d_padding", lambda x: F.avg_pool2d(x, 3, 2, 1), real(1, 2, 5, 5))
    case("adaptive_avg_pool2d", lambda x: F.adaptive_avg_pool2d(x, (2, 3)), real(1, 2, 5, 7))
    case("softmax", lambda x: F.softmax(x, 1), real(3, 5))
    case("log_softmax", lambda x: F.log_softmax(x, 0), real(3, 5))
    case("softmax_float32", lambda x: F.softmax(x, 1), real(3, 5, dtype=torch.float32))
    case("layer_norm", lambda x, w, b: F.layer_norm(x, (4,), w, b), real(3, 4), real(4), real(4))
    case("batch_norm_training", lambda x, w, b: F.batch_norm(x, None, None, w, b, True), real(4, 3), real(3), real(3))
    case("batch_norm", lambda x, m, v, w, b: F.batch_norm(x, m.detach(), v.detach(), w, b), real(2, 3, 4), real(3), positive(3), real(3), real(3))
    case("group_norm", lambda x, w, b: F.group_norm(x, 2, w, b), real(2, 4, 3), real(4), real(4))
    case("embedding", lambda w, i: F.embedding(i, w), real(5, 3), whole(2, 4))
    case("cosine_similarity", F.cosine_similarity, real(3, 4), real(3, 4))
    case("cross_entropy", F.cross_entropy, real(4, 5), whole(4))
    case("cross_entropy_smoothing", lambda x, t, w: F.cross_entropy(x, t, w.detach(), label_smoothing=0.1), real(4, 5), whole(4), positive(5))
    case("nll_loss", lambda x, t: F.nll_loss(x, t), real(4, 5), whole(4))
    for name in ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"):
        case(name, getattr(F, name), real(3, 4), real(3, 4))
    case("mse_loss_sum", lambda x, t: F.mse_loss(x, t, reduction="sum"), real(3, 4), real(3, 4))
    case("binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits, real(3, 4), real(3, 4, low=0, high=1))
    case("binary_cross_entropy", F.binary_cross_entropy, real(3, 4, low=0.05, high=0.95), real(3, 4, low=0, high=1))
    case("kl_div", lambda x, t: F.kl_div(x, t), real(3, 4), real(3, 4, low=0.05, high=1))
    case("kl_div_log_target", lambda x, t: F.kl_div(x, t, log_target=True), real(3, 4), real(3, 4))


def main():
    for section in (arithmetic, unary, reductions, shapes, matrices, networks):
        section()
    path = pathlib.Path(__file__).with_name("operator_reference.json")
    path.write_text(json.dumps({"torch": torch.__version__, "cases": cases}, separators=(",", ":"), allow_nan=False) + "\n")
    print(path.name, len(cases), "cases", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
