"""The other side of `ResearchKit.Bench merge --python`: the same formulas in numpy and PyTorch, as Debian ships them.

Arguments: method (linear, linear_lerp, ties), millions of float32 values, repetitions. Prints the best CPU seconds of one thread as JSON.
Data are random with the same sizes and scales; what the formulas give is compared inside the benchmark, with its whole-tensor forms.
"""
import json
import sys
import time

import numpy as np
import torch

torch.set_num_threads(1)
method, count, repetitions = sys.argv[1], int(sys.argv[2]) * 1_000_000, int(sys.argv[3])
torch.manual_seed(1)
base = torch.randn(count)
models = [base + torch.randn(count) * 0.01 for _ in range(2)]
arrays = [model.numpy() for model in models]
out = torch.empty(count)


def trim(delta, density=0.2):
    kept = torch.topk(delta.abs(), int(delta.numel() * density), sorted=False).indices
    mask = torch.zeros_like(delta)
    mask[kept] = 1
    return delta * mask


def ties():
    deltas = torch.stack([trim(model - base) for model in models]) * 0.5
    sign = torch.where(deltas.sum(0) >= 0, 1.0, -1.0)
    agrees = torch.sign(deltas) == sign
    share = (agrees * 0.5).sum(0)
    share[share == 0] = 1
    return base + (deltas * agrees).sum(0) / share


forms = {
    "linear": lambda: np.float32(0.5) * arrays[0] + np.float32(0.5) * arrays[1],
    "linear_lerp": lambda: torch.lerp(models[0], models[1], 0.5, out=out),
    "ties": ties,
}
best = float("inf")
for _ in range(repetitions):
    start = time.process_time()
    result = forms[method]()
    best = min(best, time.process_time() - start)
    del result
print(json.dumps({"method": method, "seconds": best}))
