"""Exports small networks to ONNX with python3-torch, and saves inputs and outputs beside them as .npy.

Usage: python3 make_models.py FOLDER [NAME ...]
For each network NAME: FOLDER/NAME.onnx, FOLDER/NAME.in.INPUT.npy and FOLDER/NAME.out.npy. The weights are drawn, none is
constant (the exporter would store equal tensors once), and normalisation has statistics of its own.
"""
import math
import os
import sys
import warnings

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.filterwarnings("ignore")


def mlp():
    return nn.Sequential(nn.Linear(12, 16), nn.ReLU(), nn.Linear(16, 10), nn.Tanh(), nn.Linear(10, 4)), {"x": torch.randn(3, 12)}, {"x": {0: "batch"}}


def vgg():
    layers, channels = [], 3
    for width in (8, 12, "pool", 16, 16, "pool"):
        if width == "pool":
            layers.append(nn.MaxPool2d(2))
        else:
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU()]
            channels = width

    class Vgg(nn.Module):
        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(*layers)
            self.classifier = nn.Sequential(nn.Linear(16 * 4, 20), nn.ReLU(), nn.Dropout(), nn.Linear(20, 5))

        def forward(self, x):
            return self.classifier(torch.flatten(self.features(x), 1))

    return Vgg(), {"x": torch.randn(2, 3, 8, 8)}, {"x": {0: "batch"}}


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


def resnet18():
    class ResNet(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False)
            self.bn1 = nn.BatchNorm2d(8)
            self.maxpool = nn.MaxPool2d(3, 2, 1)
            widths = [8, 8, 16, 24, 32]
            for i in range(1, 5):
                setattr(self, f"layer{i}", nn.Sequential(Block(widths[i - 1], widths[i], 1 if i == 1 else 2), Block(widths[i], widths[i], 1)))
            self.avgpool = nn.AdaptiveAvgPool2d(1)
            self.fc = nn.Linear(32, 10)

        def forward(self, x):
            x = self.maxpool(F.relu(self.bn1(self.conv1(x))))
            for i in range(1, 5):
                x = getattr(self, f"layer{i}")(x)
            return self.fc(torch.flatten(self.avgpool(x), 1))

    return ResNet(), {"x": torch.randn(2, 3, 48, 48)}, {"x": {0: "batch"}}


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))

    def forward(self, x):
        def split(y):
            return y.view(y.shape[0], y.shape[1], self.heads, -1).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(q.shape[-1])
        y = torch.matmul(scores.softmax(-1), v).transpose(1, 2)
        return self.output(y.reshape(x.shape[0], x.shape[1], -1))


class Encoder(nn.Module):
    def __init__(self, width, heads, hidden, pre):
        super().__init__()
        self.pre = pre
        self.attention = Attention(width, heads)
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, x):
        def feed(y):
            return self.down(F.gelu(self.up(y)))

        if self.pre:
            x = x + self.attention(self.norm1(x))
            return x + feed(self.norm2(x))
        x = self.norm1(x + self.attention(x))
        return self.norm2(x + feed(x))


def vit():
    class Vit(nn.Module):
        def __init__(self):
            super().__init__()
            self.patch = nn.Conv2d(3, 24, 4, 4)
            self.token = nn.Parameter(torch.zeros(1, 1, 24))
            self.position = nn.Parameter(torch.zeros(1, 17, 24))
            self.blocks = nn.ModuleList([Encoder(24, 3, 40, True) for _ in range(2)])
            self.norm = nn.LayerNorm(24)
            self.head = nn.Linear(24, 7)

        def forward(self, x):
            x = self.patch(x).flatten(2).transpose(1, 2)
            x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1) + self.position
            for block in self.blocks:
                x = block(x)
            return self.head(self.norm(x)[:, 0])

    return Vit(), {"x": torch.randn(2, 3, 16, 16)}, {"x": {0: "batch"}}


def bert():
    class Bert(nn.Module):
        def __init__(self):
            super().__init__()
            self.word, self.position, self.kind = nn.Embedding(50, 24), nn.Embedding(16, 24), nn.Embedding(2, 24)
            self.norm = nn.LayerNorm(24)
            self.layers = nn.ModuleList([Encoder(24, 4, 36, False) for _ in range(2)])
            self.pooler, self.classifier = nn.Linear(24, 24), nn.Linear(24, 3)

        def forward(self, ids, kinds):
            places = torch.arange(ids.shape[1]).unsqueeze(0)
            x = self.norm(self.word(ids) + self.position(places) + self.kind(kinds))
            for layer in self.layers:
                x = layer(x)
            return self.classifier(torch.tanh(self.pooler(x[:, 0])))

    dynamic = {"ids": {0: "batch", 1: "length"}, "kinds": {0: "batch", 1: "length"}}
    return Bert(), {"ids": torch.randint(0, 50, (2, 6)), "kinds": torch.randint(0, 2, (2, 6))}, dynamic


def encoder():
    layer = nn.TransformerEncoderLayer(16, 4, 32, batch_first=True, activation="gelu")
    return nn.Sequential(nn.Linear(5, 16), nn.TransformerEncoder(layer, 1), nn.Linear(16, 3)), {"x": torch.randn(2, 6, 5)}, {"x": {0: "batch"}}


class RootMeanSquare(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * self.weight


class LlamaBlock(nn.Module):
    def __init__(self, width, heads, shared, hidden):
        super().__init__()
        self.heads, self.shared, self.size = heads, shared, width // heads
        self.q, self.k = nn.Linear(width, width, bias=False), nn.Linear(width, shared * self.size, bias=False)
        self.v, self.o = nn.Linear(width, shared * self.size, bias=False), nn.Linear(width, width, bias=False)
        self.norm1, self.norm2 = RootMeanSquare(width), RootMeanSquare(width)
        self.gate, self.up = nn.Linear(width, hidden, bias=False), nn.Linear(width, hidden, bias=False)
        self.down = nn.Linear(hidden, width, bias=False)

    def attend(self, x, cos, sin):
        batch, length, _ = x.shape
        q = self.q(x).view(batch, length, self.heads, self.size).transpose(1, 2)
        k = self.k(x).view(batch, length, self.shared, self.size).transpose(1, 2)
        v = self.v(x).view(batch, length, self.shared, self.size).transpose(1, 2)

        def turn(y):
            half = y.shape[-1] // 2
            return y * cos + torch.cat((-y[..., half:], y[..., :half]), -1) * sin

        def repeat(y):
            times = self.heads // self.shared
            return y[:, :, None].expand(batch, self.shared, times, length, self.size).reshape(batch, self.heads, length, self.size)

        scores = turn(q) @ repeat(turn(k)).transpose(2, 3) / math.sqrt(self.size)
        mask = torch.full((length, length), -1e9).triu(1)
        y = (scores + mask).softmax(-1) @ repeat(v)
        return self.o(y.transpose(1, 2).reshape(batch, length, -1))

    def forward(self, x, cos, sin):
        x = x + self.attend(self.norm1(x), cos, sin)
        y = self.norm2(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y))


def llama():
    class Llama(nn.Module):
        def __init__(self):
            super().__init__()
            self.embed = nn.Embedding(40, 24)
            self.layers = nn.ModuleList([LlamaBlock(24, 4, 2, 36) for _ in range(2)])
            self.norm = RootMeanSquare(24)
            self.head = nn.Linear(24, 40, bias=False)
            self.register_buffer("frequencies", 1.0 / (10000 ** (torch.arange(0, 6, 2).float() / 6)))

        def forward(self, ids):
            x = self.embed(ids)
            angles = torch.arange(ids.shape[1]).float()[:, None] * self.frequencies[None]
            angles = torch.cat((angles, angles), -1)
            cos, sin = angles.cos(), angles.sin()
            for layer in self.layers:
                x = layer(x, cos, sin)
            return self.head(self.norm(x))

    return Llama(), {"ids": torch.randint(0, 40, (2, 5))}, {}


def tiny():
    class Tiny(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 4, 3)
            self.norm = nn.BatchNorm2d(4)
            self.fc = nn.Linear(16, 2)

        def forward(self, x):
            return self.fc(F.max_pool2d(F.relu(self.norm(self.conv(x))), 2).flatten(1))

    return Tiny(), {"x": torch.randn(2, 1, 6, 6)}, {}


def heads():
    class Heads(nn.Module):
        def __init__(self):
            super().__init__()
            self.embed, self.block, self.head = nn.Linear(3, 6), Encoder(6, 2, 8, True), nn.Linear(6, 2)

        def forward(self, x):
            return self.head(self.block(self.embed(x)))

    return Heads(), {"x": torch.randn(2, 4, 3)}, {}


def mixed():
    """Layers of mobile networks: depthwise and grouped convolutions, group normalisation, gates, pooling of every kind, upsampling, gated halves."""

    class Mixed(nn.Module):
        def __init__(self):
            super().__init__()
            self.stem = nn.Conv2d(3, 8, 3, padding=1)
            self.depth = nn.Conv2d(8, 8, 3, padding=1, groups=8)
            self.grouped = nn.Conv2d(8, 12, 1, groups=2)
            self.norm = nn.GroupNorm(2, 12)
            self.slope = nn.PReLU(12)
            self.squeeze, self.excite = nn.Conv2d(12, 5, 1), nn.Conv2d(5, 12, 1)
            self.point = nn.Conv2d(12, 10, 1)
            self.up = nn.ConvTranspose2d(10, 6, 2, 2)
            self.instance = nn.InstanceNorm2d(6, affine=True)
            self.gate, self.head = nn.Linear(12, 14), nn.Linear(7, 4)

        def forward(self, x):
            x = F.leaky_relu(self.stem(x))
            x = F.hardswish(self.depth(x)) + x
            x = self.slope(self.norm(self.grouped(x)))
            x = x * torch.sigmoid(self.excite(F.elu(self.squeeze(F.adaptive_avg_pool2d(x, 1)))))
            x = F.avg_pool2d(F.pad(x, (0, 1, 0, 1)), 3, 2, 1, count_include_pad=False)
            x = F.max_pool2d(F.softplus(self.point(x)), 3, 2, 1, ceil_mode=True)
            x = self.instance(self.up(x))
            x = torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1)
            left, right = self.gate(x).chunk(2, 1)
            return F.log_softmax(self.head(left.clamp(-2, 2) * torch.tanh(right)), 1)

    return Mixed(), {"x": torch.randn(2, 3, 12, 12)}, {}


MODELS = {m.__name__: m for m in (mlp, vgg, resnet18, vit, bert, encoder, llama, tiny, heads, mixed)}
KEEP_NORM = {"resnet18", "tiny"}


def draw(model):
    for name, parameter in model.named_parameters():
        if parameter.dim() > 1:
            nn.init.normal_(parameter, std=1 / math.sqrt(parameter[0].numel()))
        else:
            nn.init.uniform_(parameter, -0.5, 0.5)
            if "norm" in name.lower() or "bn" in name or ".1.weight" in name:
                parameter.data.add_(1)
    for name, buffer in model.named_buffers():
        if "running_mean" in name:
            buffer.uniform_(-0.5, 0.5)
        elif "running_var" in name:
            buffer.uniform_(0.5, 1.5)


def export(name, folder):
    torch.manual_seed(sum(map(ord, name)))
    model, inputs, dynamic = MODELS[name]()
    draw(model)
    model.eval()
    with torch.no_grad():
        output = model(*inputs.values())
    # Batch normalisation is folded into the convolution before it, unless the file keeps the network as it is trained.
    mode = {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False} if name in KEEP_NORM else {}
    torch.onnx.export(model, tuple(inputs.values()), os.path.join(folder, f"{name}.onnx"), opset_version=14, input_names=list(inputs), output_names=["y"], dynamic_axes=dynamic, **mode)
    for key, value in inputs.items():
        np.save(os.path.join(folder, f"{name}.in.{key}.npy"), value.numpy())
    np.save(os.path.join(folder, f"{name}.out.npy"), output.numpy())


if __name__ == "__main__":
    torch.set_num_threads(1)
    os.makedirs(sys.argv[1], exist_ok=True)
    for chosen in sys.argv[2:] or MODELS:
        export(chosen, sys.argv[1])
