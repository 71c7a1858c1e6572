"""Writes a random Switch checkpoint in a small width, and what an independent forward pass of it gives.

    python3 make_switch.py

The forward pass is plain numpy in 64-bit numbers, token by token where experts are concerned; it shares nothing with the library.
The names are those of the published checkpoints (model_type switch_transformers). Needs numpy alone.
"""
import json
import math
import struct
from pathlib import Path

import numpy as np

D, HEADS, DKV, FF, EXPERTS, VOCAB, LAYERS, BUCKETS, FAR = 12, 2, 5, 20, 4, 30, 4, 32, 128
BATCH, SOURCE, TARGET = 2, 40, 7
HERE = Path(__file__).parent
random = np.random.default_rng(20231002)


def draw(*shape, scale=0.4):
    return (random.standard_normal(shape) * scale).astype(np.float32)


def checkpoint():
    tensors = {"shared.weight": draw(VOCAB, D, scale=1.0)}
    tensors["encoder.embed_tokens.weight"] = tensors["decoder.embed_tokens.weight"] = tensors["lm_head.weight"] = tensors["shared.weight"]
    for stack, feed in (("encoder", 1), ("decoder", 2)):
        for b in range(LAYERS):
            root = f"{stack}.block.{b}.layer"
            attentions = [(0, "SelfAttention")] + ([(1, "EncDecAttention")] if stack == "decoder" else [])
            for layer, kind in attentions:
                for part in "qkv":
                    tensors[f"{root}.{layer}.{kind}.{part}.weight"] = draw(HEADS * DKV, D)
                tensors[f"{root}.{layer}.{kind}.o.weight"] = draw(D, HEADS * DKV)
                tensors[f"{root}.{layer}.layer_norm.weight"] = 1 + draw(D, scale=0.1)
            if b == 0:
                tensors[f"{root}.0.SelfAttention.relative_attention_bias.weight"] = draw(BUCKETS, HEADS, scale=1.0)
            mlp = f"{root}.{feed}.mlp"
            if b % 2 == 1:
                tensors[f"{mlp}.router.classifier.weight"] = draw(EXPERTS, D, scale=1.0)
                for e in range(EXPERTS):
                    tensors[f"{mlp}.experts.expert_{e}.wi.weight"] = draw(FF, D)
                    tensors[f"{mlp}.experts.expert_{e}.wo.weight"] = draw(D, FF)
            else:
                tensors[f"{mlp}.wi.weight"] = draw(FF, D)
                tensors[f"{mlp}.wo.weight"] = draw(D, FF)
            tensors[f"{root}.{feed}.layer_norm.weight"] = 1 + draw(D, scale=0.1)
        tensors[f"{stack}.final_layer_norm.weight"] = 1 + draw(D, scale=0.1)
    return tensors


def norm(x, w):
    return w * x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-6)


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def bucket(r, bidirectional):
    n, start = (BUCKETS // 2, BUCKETS // 2 if r > 0 else 0) if bidirectional else (BUCKETS, 0)
    r = abs(r) if bidirectional else max(0, -r)
    e = n // 2
    if r < e:
        return start + r
    return start + min(n - 1, e + int(math.log(r / e) / math.log(FAR / e) * (n - e)))


def attention(t, name, queries, keys, bias):
    out = np.zeros((len(queries), D))
    for h in range(HEADS):
        rows = slice(h * DKV, (h + 1) * DKV)
        q = queries @ t[f"{name}.q.weight"][rows].T
        k = keys @ t[f"{name}.k.weight"][rows].T
        v = keys @ t[f"{name}.v.weight"][rows].T
        out += softmax(q @ k.T + bias[h]) @ v @ t[f"{name}.o.weight"][:, rows].T
    return out


def feed_forward(t, mlp, x):
    if f"{mlp}.wi.weight" in t:
        return np.maximum(x @ t[f"{mlp}.wi.weight"].T, 0) @ t[f"{mlp}.wo.weight"].T, None
    out, chosen = np.zeros_like(x), []
    for i, token in enumerate(x):
        p = softmax(t[f"{mlp}.router.classifier.weight"] @ token)
        e = int(p.argmax())
        chosen.append(e)
        out[i] = p[e] * (t[f"{mlp}.experts.expert_{e}.wo.weight"] @ np.maximum(t[f"{mlp}.experts.expert_{e}.wi.weight"] @ token, 0))
    return out, chosen


def run(t, stack, symbols, key_mask, encoded, encoded_mask, routes):
    x = t["shared.weight"][symbols]
    length, decoder = len(symbols), stack == "decoder"
    table = t[f"{stack}.block.0.layer.0.SelfAttention.relative_attention_bias.weight"]
    bias = np.array([[[table[bucket(k - q, not decoder), h] for k in range(length)] for q in range(length)] for h in range(HEADS)])
    if decoder:
        bias = np.where(np.triu(np.ones((length, length)), 1)[None] > 0, -np.inf, bias)
    bias = np.where(key_mask[None, None, :], bias, -np.inf)
    cross = None if encoded is None else np.where(encoded_mask[None, None, :], 0.0, -np.inf).repeat(HEADS, 0)
    for b in range(LAYERS):
        root = f"{stack}.block.{b}.layer"
        y = norm(x, t[f"{root}.0.layer_norm.weight"])
        x = x + attention(t, f"{root}.0.SelfAttention", y, y, bias)
        if decoder:
            y = norm(x, t[f"{root}.1.layer_norm.weight"])
            x = x + attention(t, f"{root}.1.EncDecAttention", y, encoded, cross)
        feed = 2 if decoder else 1
        y, chosen = feed_forward(t, f"{root}.{feed}.mlp", norm(x, t[f"{root}.{feed}.layer_norm.weight"]))
        if chosen is not None:
            routes.setdefault(f"{root}.{feed}.mlp", []).extend(chosen)
        x = x + y
    return norm(x, t[f"{stack}.final_layer_norm.weight"])


def write(path, tensors):
    header, offset = {}, 0
    for name, value in tensors.items():
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [offset, offset + value.nbytes]}
        offset += value.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(v.tobytes() for v in tensors.values()))


tensors = checkpoint()
write(HERE / "switch.safetensors", tensors)
exact = {name: value.astype(np.float64) for name, value in tensors.items()}
source = random.integers(0, VOCAB, (BATCH, SOURCE))
target = random.integers(0, VOCAB, (BATCH, TARGET))
lengths = [SOURCE, 23]
scores, routes = [], {}
for i in range(BATCH):
    mask = np.arange(SOURCE) < lengths[i]
    encoded = run(exact, "encoder", source[i], mask, None, None, routes)
    decoded = run(exact, "decoder", target[i], np.ones(TARGET, bool), encoded, mask, routes)
    scores.append(decoded * D ** -0.5 @ exact["shared.weight"].T)
golden = {"source": source.tolist(), "lengths": lengths, "target": target.tolist(), "routes": routes, "scores": np.round(np.array(scores), 9).tolist()}
(HERE / "switch.json").write_text(json.dumps(golden) + "\n")
print(f"{sum(v.nbytes for v in tensors.values())} bytes of tensors, scores from {np.min(scores):.3f} to {np.max(scores):.3f}")
