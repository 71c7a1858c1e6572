"""The other side of `ResearchKit.Bench matching`: makes pairs of models and matches them by weights in numpy and scipy, one command per line of standard input.

make CASE SEED FOLDER      writes FOLDER/a.safetensors and FOLDER/b.safetensors
load FOLDER                reads them with FOLDER/spec.json and FOLDER/orders.json, which the other side wrote
match SWEEPS FOLDER        matches and writes the permutations to FOLDER/peer.json; answers: one line of JSON with CPU seconds

The algorithm is algorithm 1 of Git Re-Basin as published: every assignment matrix is computed afresh from all tensors that the group
permutes (their other axes gathered first), solved by linear_sum_assignment, and old and new objective are read off with a gathered
identity. The order of the groups in each sweep is the other side's, so that both take the same path. Times are CPU times of the process.
"""
import gzip
import json
import os
import struct
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment

FASHION_MNIST = "/usr/share/datasets/fashion-mnist"
NOISE = 0.5


def save(path, tensors):
    header, offset = {}, 0
    for name, value in tensors.items():
        header[name] = {"dtype": {"float32": "F32", "int64": "I64"}[value.dtype.name], "shape": list(value.shape), "data_offsets": [offset, offset + value.nbytes]}
        offset += value.nbytes
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for value in tensors.values():
            file.write(np.ascontiguousarray(value).tobytes())


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    kinds = {"F32": np.float32, "I64": np.int64}
    return {name: np.frombuffer(data[slice(*entry["data_offsets"])], kinds[entry["dtype"]]).reshape(entry["shape"]) for name, entry in header.items() if name != "__metadata__"}


class Maker:
    """He-scaled Gaussian weights, small biases, and batch normalisation near one."""

    def __init__(self, rng):
        self.rng, self.tensors = rng, {}

    def draw(self, scale, *shape):
        return (scale * self.rng.standard_normal(shape, dtype=np.float32)).astype(np.float32)

    def linear(self, name, outputs, inputs, *kernel, bias=True):
        self.tensors[name + ".weight"] = self.draw(np.sqrt(2 / (inputs * int(np.prod(kernel)))), outputs, inputs, *kernel)
        if bias:
            self.tensors[name + ".bias"] = self.draw(0.1, outputs)

    def norm(self, name, n):
        self.tensors[name + ".weight"] = 1 + self.draw(0.1, n)
        self.tensors[name + ".bias"] = self.draw(0.1, n)
        self.tensors[name + ".running_mean"] = self.draw(0.1, n)
        self.tensors[name + ".running_var"] = np.abs(1 + self.draw(0.1, n))
        self.tensors[name + ".num_batches_tracked"] = np.array(100, dtype=np.int64)


def mlp(rng, width, hidden):
    make, inputs = Maker(rng), 784
    for i in range(hidden):
        make.linear(f"fc{i}", width, inputs)
        inputs = width
    make.linear(f"fc{hidden}", 10, inputs)
    return make.tensors


def vgg16(rng):
    make, inputs, n = Maker(rng), 3, 0
    for channels in [64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0]:
        if channels == 0:
            n += 1
            continue
        make.linear(f"features.{n}", channels, inputs, 3, 3)
        make.norm(f"features.{n + 1}", channels)
        inputs, n = channels, n + 3
    make.linear("classifier.0", 512, 512)
    make.linear("classifier.3", 512, 512)
    make.linear("classifier.6", 10, 512)
    return make.tensors


def resnet50(rng):
    make, inputs = Maker(rng), 64
    make.linear("conv1", 64, 3, 7, 7, bias=False)
    make.norm("bn1", 64)
    for stage, blocks in enumerate([3, 4, 6, 3], 1):
        width = 32 << stage
        for block in range(blocks):
            name = f"layer{stage}.{block}"
            for k, (o, i, kernel) in enumerate([(width, inputs, 1), (width, width, 3), (4 * width, width, 1)], 1):
                make.linear(f"{name}.conv{k}", o, i, kernel, kernel, bias=False)
                make.norm(f"{name}.bn{k}", o)
            if block == 0:
                make.linear(f"{name}.downsample.0", 4 * width, inputs, 1, 1, bias=False)
                make.norm(f"{name}.downsample.1", 4 * width)
            inputs = 4 * width
    make.linear("fc", 1000, 2048)
    return make.tensors


def images():
    def part(name):
        with gzip.open(os.path.join(FASHION_MNIST, name)) as file:
            return file.read()
    x = np.frombuffer(part("train-images-idx3-ubyte.gz"), np.uint8, offset=16).reshape(-1, 784).astype(np.float32) / 255
    return x, np.frombuffer(part("train-labels-idx1-ubyte.gz"), np.uint8, offset=8).astype(np.int64)


def digits():
    from sklearn.datasets import load_digits
    data = load_digits()
    x = np.kron(data.images, np.ones((3, 3)))  # 24 by 24
    return np.pad(x, ((0, 0), (2, 2), (2, 2))).reshape(-1, 784).astype(np.float32) / 16, data.target.astype(np.int64)


def trained(seed):
    """784-512-512-512-10, Adam 1e-3, batches of 512: two epochs of Fashion-MNIST where Debian's package is installed, else sixty of the digits."""
    import torch
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    x, y = map(torch.from_numpy, images() if os.path.isdir(FASHION_MNIST) else digits())
    layers = [torch.nn.Linear(i, o) for i, o in [(784, 512), (512, 512), (512, 512), (512, 10)]]
    optimizer = torch.optim.Adam([p for layer in layers for p in layer.parameters()], 1e-3)
    for _ in range(2 if len(x) > 10000 else 60):
        for batch in torch.randperm(len(x)).split(512):
            z = x[batch]
            for layer in layers[:-1]:
                z = layer(z).relu()
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(layers[-1](z), y[batch]).backward()
            optimizer.step()
    return {f"fc{i}.{kind}": getattr(layer, kind).detach().numpy() for i, layer in enumerate(layers) for kind in ("weight", "bias")}


NETWORKS = {
    "mlp512": lambda rng: mlp(rng, 512, 3),
    "mlp2048": lambda rng: mlp(rng, 2048, 4),
    "vgg16": vgg16,
    "resnet50": resnet50,
}


def make(case, seed, folder):
    network, kind = case.split("-")
    if kind == "trained":
        models = trained(seed), trained(seed + 1)
    else:
        models = NETWORKS[network](np.random.default_rng(seed)), NETWORKS[network](np.random.default_rng(seed + 1))
    save(os.path.join(folder, "a.safetensors"), models[0])
    save(os.path.join(folder, "b.safetensors"), models[1])


def permuted(value, axes, permutations, skip=None):
    """A tensor with its axes gathered, whole blocks at a time, but for one axis."""
    for axis, entry in enumerate(axes):
        if axis == skip or entry is None:
            continue
        group, block = entry
        index = permutations[group]
        if block > 1:
            index = (index[:, None] * block + np.arange(block)).ravel()
        value = np.take(value, index, axis=axis)
    return value


def plant(folder, seed):
    """Replaces b by a permuted copy of a with noise of half the weights' deviation."""
    a, spec = read(os.path.join(folder, "a.safetensors")), json.load(open(os.path.join(folder, "spec.json")))
    rng = np.random.default_rng(seed)
    permutations = {group: rng.permutation(n) for group, n in spec["groups"].items()}
    b = {}
    for name, value in a.items():
        b[name] = permuted(value, spec["axes"][name], permutations)
        if name not in spec["statistics"]:
            b[name] = b[name] + (NOISE * value.std() * rng.standard_normal(value.shape)).astype(np.float32)
    save(os.path.join(folder, "b.safetensors"), b)


def match(a, b, spec, orders, sweeps):
    groups = list(spec["groups"])
    permutations = {group: np.arange(n) for group, n in spec["groups"].items()}
    users = {group: [] for group in groups}
    for name, axes in spec["axes"].items():
        for axis, entry in enumerate(axes):
            if entry is not None and name not in spec["statistics"]:
                users[entry[0]].append((name, axis))
    seconds = {"gather": 0.0, "products": 0.0, "assignment": 0.0, "objective": 0.0}
    start = time.process_time()
    done = 0
    for sweep in range(sweeps):
        done += 1
        progress = False
        for index in orders[sweep]:
            group = groups[index]
            n = spec["groups"][group]
            matrix = np.zeros((n, n), np.float32)
            for name, axis in users[group]:
                t = time.process_time()
                x = np.moveaxis(a[name], axis, 0).reshape(n, -1)
                y = np.moveaxis(permuted(b[name], spec["axes"][name], permutations, axis), axis, 0).reshape(n, -1)
                now = time.process_time()
                seconds["gather"] += now - t
                matrix += x @ y.T
                seconds["products"] += time.process_time() - now
            t = time.process_time()
            rows, columns = linear_sum_assignment(matrix, maximize=True)
            now = time.process_time()
            seconds["assignment"] += now - t
            old = np.vdot(matrix, np.eye(n, dtype=np.float32)[permutations[group]])
            new = np.vdot(matrix, np.eye(n, dtype=np.float32)[columns])
            progress = progress or new > old + 1e-12
            permutations[group] = columns
            seconds["objective"] += time.process_time() - now
        if not progress:
            break
    return permutations, {"seconds": time.process_time() - start, "sweeps": done, **seconds}


def main():
    a, b, spec, orders = {}, {}, {}, []
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "make":
            make(arguments[0], int(arguments[1]), arguments[2])
            print("made", flush=True)
        elif command == "plant":
            plant(arguments[0], int(arguments[1]))
            print("planted", flush=True)
        elif command == "load":
            folder = arguments[0]
            a, b = (read(os.path.join(folder, name)) for name in ("a.safetensors", "b.safetensors"))
            spec, orders = (json.load(open(os.path.join(folder, name))) for name in ("spec.json", "orders.json"))
            print("loaded", flush=True)
        elif command == "match":
            permutations, report = match(a, b, spec, orders, int(arguments[0]))
            with open(os.path.join(arguments[1], "peer.json"), "w") as file:
                json.dump({group: permutation.tolist() for group, permutation in permutations.items()}, file)
            print(json.dumps(report), flush=True)


main()
