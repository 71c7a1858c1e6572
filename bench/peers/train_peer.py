"""The other side of `ResearchKit.Bench train`: trains the same networks in python's torch, one command per line of standard input.

threads N           uses N threads, or with 0 as many as by default; answers: the threads
load CASE FOLDER    reads FOLDER/CASE.safetensors, the initial weights, and FOLDER/CASE.order.safetensors, the order of the images
train STEPS         trains from the initial weights; answers: CPU seconds of the process, seconds by the clock, first loss, last loss
"""
import gzip
import json
import os
import struct
import sys
import time
from collections import OrderedDict

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

FASHION_MNIST = "/usr/share/datasets/fashion-mnist"
BATCH = {"mlp": 512, "resnet20": 128}


def read(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    kinds = {"F32": np.float32, "I64": np.int64}
    return {name: torch.from_numpy(np.frombuffer(data[slice(*entry["data_offsets"])], kinds[entry["dtype"]]).reshape(entry["shape"]).copy()) for name, entry in header.items() if name != "__metadata__"}


def fashion_mnist():
    def idx(name, skip):
        with gzip.open(os.path.join(FASHION_MNIST, name)) as file:
            return np.frombuffer(file.read(), np.uint8, offset=skip)

    images = torch.from_numpy(idx("train-images-idx3-ubyte.gz", 16).reshape(-1, 1, 28, 28).astype(np.float32) / np.float32(255))
    return images, torch.from_numpy(idx("train-labels-idx1-ubyte.gz", 8).astype(np.int64))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(*(Block(16, 16, 1) for _ in range(3)))
        self.layer2 = nn.Sequential(Block(16, 32, 2), Block(32, 32, 1), Block(32, 32, 1))
        self.layer3 = nn.Sequential(Block(32, 64, 2), Block(64, 64, 1), Block(64, 64, 1))
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        return self.fc(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))


def mlp(state):
    layers = OrderedDict(flatten=nn.Flatten())
    names = [name[: -len(".weight")] for name in state if name.endswith(".weight")]
    for name in sorted(names):
        if len(layers) > 1:
            layers["before_" + name] = nn.ReLU()
        outputs, inputs = state[name + ".weight"].shape
        layers[name] = nn.Linear(inputs, outputs)
    return nn.Sequential(layers)


def train(case, state, order, images, labels, steps):
    model = mlp(state) if case == "mlp" else ResNet20()
    model.load_state_dict(state)
    model.train()
    batch = BATCH[case]
    optimizer = torch.optim.Adam(model.parameters(), 1e-3) if case == "mlp" else torch.optim.SGD(model.parameters(), 0.05, 0.9)
    cpu, wall = time.process_time(), time.perf_counter()
    first = last = 0.0
    for step in range(steps):
        places = order.narrow(0, step * batch, batch)
        x, y = images.index_select(0, places), labels.index_select(0, places)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        loss.backward()
        optimizer.step()
        if step == 0:
            first = loss.item()
        if step == steps - 1:
            last = loss.item()
    return time.process_time() - cpu, time.perf_counter() - wall, first, last


def main():
    images, labels = fashion_mnist()
    case, state, order = "", {}, None
    for line in sys.stdin:
        command, *arguments = line.strip().split(" ", 2)
        if command == "threads":
            if int(arguments[0]) > 0:
                torch.set_num_threads(int(arguments[0]))
            print(torch.get_num_threads(), flush=True)
        elif command == "load":
            case, folder = arguments
            state = read(os.path.join(folder, case + ".safetensors"))
            order = read(os.path.join(folder, case + ".order.safetensors"))["order"]
            print("loaded", flush=True)
        elif command == "train":
            print(*map(repr, train(case, state, order, images, labels, int(arguments[0]))), flush=True)


main()
