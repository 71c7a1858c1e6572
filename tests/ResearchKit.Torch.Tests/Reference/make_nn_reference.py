"""Writes nn_reference.json: initial weights, layers, losses, optimiser trajectories and learning rates of PyTorch.

Run with Debian's python3-torch (1.13):  /usr/bin/python3 make_nn_reference.py
The tests under nn/ and optim/ compare with the file; it is made once and committed.
"""
import json
import pathlib

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

torch.set_num_threads(1)


def values(tensor):
    """The elements with as few digits as give the same float32 back."""
    return [float(str(np.float32(x))) for x in tensor.detach().reshape(-1).tolist()]


def packed(tensor):
    return {"shape": list(tensor.shape), "values": values(tensor)}


def initial_weights():
    """Weights right after manual_seed(7), for each layer."""
    cases = {
        "Linear": lambda: nn.Linear(5, 3),
        "LinearWithoutBias": lambda: nn.Linear(4, 6, bias=False),
        "Conv1d": lambda: nn.Conv1d(2, 3, 3),
        "Conv2d": lambda: nn.Conv2d(3, 4, 3),
        "Conv2dGroups": lambda: nn.Conv2d(4, 6, (3, 2), groups=2, bias=False),
        "ConvTranspose2d": lambda: nn.ConvTranspose2d(3, 2, 3),
        "Embedding": lambda: nn.Embedding(4, 3),
        "EmbeddingPadding": lambda: nn.Embedding(4, 3, padding_idx=1),
        "Mlp": lambda: nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 2)),
    }
    result = {}
    for name, make in cases.items():
        torch.manual_seed(7)
        result[name] = {key: packed(t) for key, t in make().state_dict().items()}
    return result


def initialisers():
    """A 4 by 6 matrix and a 3x2x3x3 kernel after manual_seed(11) and each initialiser."""
    cases = {
        "uniform": lambda t: nn.init.uniform_(t, -2.0, 3.0),
        "normal": lambda t: nn.init.normal_(t, 1.0, 2.0),
        "constant": lambda t: nn.init.constant_(t, 0.25),
        "kaiming_uniform": nn.init.kaiming_uniform_,
        "kaiming_uniform_fan_out_relu": lambda t: nn.init.kaiming_uniform_(t, mode="fan_out", nonlinearity="relu"),
        "kaiming_normal": nn.init.kaiming_normal_,
        "xavier_uniform": lambda t: nn.init.xavier_uniform_(t, gain=2.0),
        "xavier_normal": nn.init.xavier_normal_,
    }
    result = {}
    for name, fill in cases.items():
        result[name] = []
        for shape in ((4, 6), (3, 2, 3, 3)):
            torch.manual_seed(11)
            result[name].append(packed(fill(torch.empty(shape))))
    return result


def layers():
    """Output and gradients of each layer for one input; the loss is the sum of the output times fixed weights."""
    image, sequence, matrix = (2, 4, 6, 6), (2, 4, 7), (3, 4)
    cases = {
        "Linear": (lambda: nn.Linear(4, 3), matrix),
        "Conv1d": (lambda: nn.Conv1d(4, 3, 3, stride=2, padding=1), sequence),
        "Conv2d": (lambda: nn.Conv2d(4, 3, 3, stride=2, padding=1, dilation=1), image),
        "Conv2dSame": (lambda: nn.Conv2d(4, 2, (3, 2), padding="same"), image),
        "Conv2dReflect": (lambda: nn.Conv2d(4, 2, 3, padding=2, padding_mode="reflect"), image),
        "Conv2dCircular": (lambda: nn.Conv2d(4, 2, 3, padding=1, padding_mode="circular", groups=2), image),
        "ConvTranspose2d": (lambda: nn.ConvTranspose2d(4, 2, 3, stride=2, padding=1, output_padding=1), image),
        "BatchNorm1d": (lambda: nn.BatchNorm1d(4), matrix),
        "BatchNorm2d": (lambda: nn.BatchNorm2d(4), image),
        "LayerNorm": (lambda: nn.LayerNorm([6, 6]), image),
        "GroupNorm": (lambda: nn.GroupNorm(2, 4), image),
        "InstanceNorm2d": (lambda: nn.InstanceNorm2d(4), image),
        "InstanceNorm2dAffine": (lambda: nn.InstanceNorm2d(4, affine=True), image),
        "ReLU": (nn.ReLU, matrix),
        "ReLU6": (nn.ReLU6, matrix),
        "LeakyReLU": (lambda: nn.LeakyReLU(0.2), matrix),
        "ELU": (lambda: nn.ELU(0.7), matrix),
        "GELU": (nn.GELU, matrix),
        "Tanh": (nn.Tanh, matrix),
        "Sigmoid": (nn.Sigmoid, matrix),
        "SiLU": (nn.SiLU, matrix),
        "Mish": (nn.Mish, matrix),
        "Hardtanh": (lambda: nn.Hardtanh(-0.5, 0.8), matrix),
        "Softplus": (lambda: nn.Softplus(2.0, 1.0), matrix),
        "Softmax": (lambda: nn.Softmax(1), matrix),
        "LogSoftmax": (lambda: nn.LogSoftmax(1), matrix),
        "Softmin": (lambda: nn.Softmin(1), matrix),
        "MaxPool1d": (lambda: nn.MaxPool1d(3, 2, 1), sequence),
        "MaxPool2d": (lambda: nn.MaxPool2d(3, 2, 1), image),
        "AvgPool1d": (lambda: nn.AvgPool1d(3, 2, 1), sequence),
        "AvgPool2d": (lambda: nn.AvgPool2d(3, 2, 1, count_include_pad=False), image),
        "AdaptiveAvgPool2d": (lambda: nn.AdaptiveAvgPool2d((3, 2)), image),
        "Flatten": (nn.Flatten, image),
        "Unflatten": (lambda: nn.Unflatten(1, (2, 2)), matrix),
        "Identity": (nn.Identity, matrix),
        "Unfold": (lambda: nn.Unfold(3, padding=1, stride=2), image),
        "Fold": (lambda: nn.Fold(4, 2, stride=1), (1, 8, 9)),
    }
    result = {}
    for name, (make, shape) in cases.items():
        torch.manual_seed(3)
        module = make()
        for parameter in module.parameters():
            nn.init.uniform_(parameter, -1, 1)
        x = torch.randn(shape, requires_grad=True)
        start = {key: packed(t) for key, t in module.state_dict().items()}
        y = module(x)
        weights = torch.randn(y.shape)
        (y * weights).sum().backward()
        result[name] = {
            "state": start,
            "input": packed(x),
            "output": packed(y),
            "weights": packed(weights),
            "input_gradient": packed(x.grad),
            "gradients": {key: packed(p.grad) for key, p in module.named_parameters()},
            "state_after": {key: packed(t.float()) for key, t in module.state_dict().items()},
        }
    return result


def losses():
    """Each loss under each reduction, with the gradient of the input for the mean."""
    torch.manual_seed(5)
    logits, classes = torch.randn(4, 3), torch.tensor([0, 2, 1, 2])
    class_weights = torch.tensor([0.5, 1.0, 2.0])
    x, t = torch.randn(3, 4), torch.randn(3, 4)
    p, q = torch.rand(3, 4), torch.rand(3, 4)
    log_p, log_q = torch.randn(3, 4).log_softmax(1), torch.randn(3, 4).log_softmax(1)
    cases = {
        "cross_entropy": (logits, classes, lambda a, b, r: F.cross_entropy(a, b, reduction=r)),
        "cross_entropy_weighted": (logits, classes, lambda a, b, r: F.cross_entropy(a, b, weight=class_weights, reduction=r)),
        "cross_entropy_smooth": (logits, classes, lambda a, b, r: F.cross_entropy(a, b, reduction=r, label_smoothing=0.1)),
        "cross_entropy_ignore": (logits, classes, lambda a, b, r: F.cross_entropy(a, b, reduction=r, ignore_index=2)),
        "nll_loss": (logits.log_softmax(1), classes, lambda a, b, r: F.nll_loss(a, b, reduction=r)),
        "mse_loss": (x, t, lambda a, b, r: F.mse_loss(a, b, reduction=r)),
        "l1_loss": (x, t, lambda a, b, r: F.l1_loss(a, b, reduction=r)),
        "smooth_l1_loss": (x, t, lambda a, b, r: F.smooth_l1_loss(a, b, reduction=r, beta=0.5)),
        "huber_loss": (x, t, lambda a, b, r: F.huber_loss(a, b, reduction=r, delta=0.5)),
        "binary_cross_entropy": (p, q, lambda a, b, r: F.binary_cross_entropy(a, b, reduction=r)),
        "binary_cross_entropy_with_logits": (x, q, lambda a, b, r: F.binary_cross_entropy_with_logits(a, b, reduction=r)),
        "kl_div": (log_p, log_q.exp(), lambda a, b, r: F.kl_div(a, b, reduction=r)),
        "kl_div_log": (log_p, log_q, lambda a, b, r: F.kl_div(a, b, reduction=r, log_target=True)),
    }
    result = {}
    for name, (a, b, loss) in cases.items():
        a = a.detach().clone().requires_grad_()
        loss(a, b, "mean").backward()
        result[name] = {"input": packed(a), "target": packed(b.float()), "gradient": packed(a.grad)}
        for reduction in ("none", "mean", "sum"):
            result[name][reduction] = packed(loss(a, b, reduction))
    return result


def trajectories():
    """Parameters after each of 12 steps with given gradients."""
    cases = {
        "sgd": ("SGD", dict(lr=0.1)),
        "sgd_momentum": ("SGD", dict(lr=0.1, momentum=0.9)),
        "sgd_dampening_decay": ("SGD", dict(lr=0.05, momentum=0.8, dampening=0.3, weight_decay=0.02)),
        "sgd_nesterov": ("SGD", dict(lr=0.05, momentum=0.9, weight_decay=0.01, nesterov=True)),
        "sgd_maximize": ("SGD", dict(lr=0.05, momentum=0.9, maximize=True)),
        "adam": ("Adam", dict(lr=0.01)),
        "adam_decay": ("Adam", dict(lr=0.02, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1)),
        "adam_amsgrad": ("Adam", dict(lr=0.02, amsgrad=True)),
        "adamw": ("AdamW", dict(lr=0.02, weight_decay=0.05)),
        "adamw_amsgrad": ("AdamW", dict(lr=0.02, weight_decay=0.05, amsgrad=True)),
        "rmsprop": ("RMSprop", dict(lr=0.01)),
        "rmsprop_momentum": ("RMSprop", dict(lr=0.01, momentum=0.9, weight_decay=0.05, alpha=0.9)),
        "rmsprop_centered": ("RMSprop", dict(lr=0.01, centered=True)),
        "adagrad": ("Adagrad", dict(lr=0.1)),
        "adagrad_decay": ("Adagrad", dict(lr=0.1, lr_decay=0.05, weight_decay=0.02, initial_accumulator_value=0.1)),
    }
    shapes, steps = ((3, 2), (4,)), 12
    result = {}
    for name, (kind, options) in cases.items():
        torch.manual_seed(17)
        parameters = [nn.Parameter(torch.randn(shape)) for shape in shapes]
        gradients = [[torch.randn(shape) for shape in shapes] for _ in range(steps)]
        start = [packed(p) for p in parameters]
        optimiser = getattr(torch.optim, kind)(parameters, **options)
        path = []
        for step in gradients:
            for parameter, gradient in zip(parameters, step):
                parameter.grad = gradient.clone()
            optimiser.step()
            path.append([packed(p) for p in parameters])
        result[name] = {"start": start, "gradients": [[packed(g) for g in step] for step in gradients], "path": path}
    return result


def learning_rates():
    """Learning rates of two groups, at the start and after each of 24 steps."""
    from torch.optim import lr_scheduler as s

    cases = {
        "StepLR": lambda o: s.StepLR(o, 5, 0.5),
        "MultiStepLR": lambda o: s.MultiStepLR(o, [3, 7, 15], 0.3),
        "ExponentialLR": lambda o: s.ExponentialLR(o, 0.9),
        "ConstantLR": lambda o: s.ConstantLR(o, 0.25, 6),
        "LinearLR": lambda o: s.LinearLR(o, 0.2, 1.0, 8),
        "PolynomialLR": lambda o: s.PolynomialLR(o, 10, 2.0),
        "CosineAnnealingLR": lambda o: s.CosineAnnealingLR(o, 9, 0.001),
        "LambdaLR": lambda o: s.LambdaLR(o, lambda epoch: 1 / (1 + epoch)),
        "MultiplicativeLR": lambda o: s.MultiplicativeLR(o, lambda epoch: 0.95),
        "OneCycleLR": lambda o: s.OneCycleLR(o, 0.4, total_steps=30),
        "OneCycleLRLinear": lambda o: s.OneCycleLR(o, 0.4, epochs=5, steps_per_epoch=6, anneal_strategy="linear", three_phase=True),
    }
    result = {}
    for name, make in cases.items():
        optimiser = torch.optim.SGD(
            [{"params": [nn.Parameter(torch.zeros(1))]}, {"params": [nn.Parameter(torch.zeros(1))], "lr": 0.02}], lr=0.1, momentum=0.9)
        scheduler = make(optimiser)
        rates, momenta = [], []
        for _ in range(25):
            rates.append([g["lr"] for g in optimiser.param_groups])
            momenta.append([g["momentum"] for g in optimiser.param_groups])
            optimiser.step()
            scheduler.step()
        result[name] = {"rates": rates, "momenta": momenta}

    optimiser = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = s.ReduceLROnPlateau(optimiser, factor=0.5, patience=2, cooldown=1, min_lr=0.01)
    metrics = [1.0, 0.9, 0.95, 0.91, 0.92, 0.93, 0.94, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8]
    rates = []
    for metric in metrics:
        scheduler.step(metric)
        rates.append([optimiser.param_groups[0]["lr"]])
    result["ReduceLROnPlateau"] = {"metrics": metrics, "rates": rates}
    return result


def clipping():
    """Norm and gradients before and after clip_grad_norm_."""
    torch.manual_seed(23)
    gradients = [torch.randn(3, 2), torch.randn(5)]
    result = {"gradients": [packed(g) for g in gradients]}
    for norm in (1.0, 2.0):
        parameters = [nn.Parameter(torch.zeros_like(g)) for g in gradients]
        for parameter, gradient in zip(parameters, gradients):
            parameter.grad = gradient.clone()
        total = nn.utils.clip_grad_norm_(parameters, 0.5, norm)
        result[str(int(norm))] = {"norm": float(total), "clipped": [packed(p.grad) for p in parameters]}
    return result


def attention():
    """Attention with its options: parameters, inputs, masks, output, averaged attention and the gradient of the query."""
    cases = {
        "plain": dict(),
        "sizes": dict(kdim=3, vdim=5),
        "extras": dict(add_bias_kv=True, add_zero_attn=True),
        "without_bias": dict(bias=False),
    }
    result = {}
    for name, options in cases.items():
        torch.manual_seed(29)
        module = nn.MultiheadAttention(6, 2, **options)
        drawn = {key: packed(t) for key, t in module.state_dict().items()}
        for parameter in module.parameters():
            nn.init.uniform_(parameter, -1, 1)
        query = torch.randn(4, 2, 6, requires_grad=True)
        key = torch.randn(5, 2, options.get("kdim", 6))
        value = torch.randn(5, 2, options.get("vdim", 6))
        ignored = torch.tensor([[False, False, False, False, True], [False, True, False, False, False]])
        added = torch.randn(4, 5)
        output, weights = module(query, key, value, key_padding_mask=ignored, attn_mask=added)
        output.pow(2).sum().backward()
        result[name] = {
            "drawn": drawn,
            "state": {key_: packed(t) for key_, t in module.state_dict().items()},
            "query": packed(query), "key": packed(key), "value": packed(value), "added": packed(added),
            "output": packed(output), "attention": packed(weights), "query_gradient": packed(query.grad),
        }
    return result


def draws():
    """What each operator draws right after a seed; the global stream and a generator of that seed give the same."""
    def start():
        return torch.Generator().manual_seed(31)

    cases = {
        "rand": lambda g: torch.rand(5, generator=g),
        "rand_long": lambda g: torch.rand(19, generator=g),
        "rand_double": lambda g: torch.rand(3, generator=g, dtype=torch.float64),
        "randn": lambda g: torch.randn(5, generator=g),
        "randn_long": lambda g: torch.randn(19, generator=g),
        "randint": lambda g: torch.randint(-3, 9, (6,), generator=g),
        "randperm": lambda g: torch.randperm(9, generator=g),
        "bernoulli": lambda g: torch.bernoulli(torch.full((8,), 0.4), generator=g),
        "multinomial": lambda g: torch.multinomial(torch.tensor([0.1, 0.2, 0.3, 0.4]), 6, True, generator=g),
        "multinomial_without_replacement": lambda g: torch.multinomial(torch.tensor([0.1, 0.2, 0.3, 0.4]), 3, generator=g),
        "poisson": lambda g: torch.poisson(torch.full((5,), 3.0), generator=g),
        "normal": lambda g: torch.empty(4).normal_(2.0, 0.5, generator=g),
        "uniform": lambda g: torch.empty(4).uniform_(-2.0, 3.0, generator=g),
        "exponential": lambda g: torch.empty(4).exponential_(2.0, generator=g),
        "log_normal": lambda g: torch.empty(4).log_normal_(0.5, 0.25, generator=g),
        "cauchy": lambda g: torch.empty(4).cauchy_(1.0, 2.0, generator=g),
        "geometric": lambda g: torch.empty(4).geometric_(0.3, generator=g),
        "random": lambda g: torch.empty(5, dtype=torch.int64).random_(3, 40, generator=g),
    }
    return {name: packed(draw(start()).double()) for name, draw in cases.items()}


def main():
    reference = {
        "torch": torch.__version__,
        "initial_weights": initial_weights(),
        "initialisers": initialisers(),
        "layers": layers(),
        "attention": attention(),
        "losses": losses(),
        "trajectories": trajectories(),
        "learning_rates": learning_rates(),
        "clipping": clipping(),
        "draws": draws(),
    }
    path = pathlib.Path(__file__).with_name("nn_reference.json")
    path.write_text(json.dumps(reference, separators=(",", ":")) + "\n")
    print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
