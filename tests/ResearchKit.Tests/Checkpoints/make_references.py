#!/usr/bin/python3
"""Makes Reference/*: files that NumPy and PyTorch (Debian's python3-numpy, python3-torch) wrote, for the tests to read.

Run once from this folder; the files are committed. The values are small and exact in every type.
"""
import json
import os
import struct

import numpy as np
import torch

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Reference")
os.makedirs(FOLDER, exist_ok=True)
GRID = np.arange(-3, 3).reshape(2, 3)


def save(name, array, version=(1, 0)):
    with open(os.path.join(FOLDER, name + ".npy"), "wb") as file:
        np.lib.format.write_array(file, array, version=version)


for code in ("f2", "f4", "f8", "i1", "i2", "i4", "i8"):
    save("little-" + code, GRID.astype("<" + code))
    save("big-" + code, GRID.astype(">" + code))
save("u1", np.abs(GRID).astype("u1"))
save("bool", GRID % 2 == 0)
save("fortran", np.asfortranarray(np.arange(24, dtype="<f4").reshape(2, 3, 4)))
save("scalar", np.array(2.5))
save("vector", np.arange(3, dtype="<i4"))
save("empty", np.zeros((0, 4), dtype="<f4"))
save("version2", GRID.astype("<f8"), (2, 0))
save("version3", GRID.astype("<f8"), (3, 0))
save("structured", np.zeros(2, dtype=[("a", "<i4"), ("b", "<f8")]))
save("unicode", np.array(["ab", "c"]))
save("unsigned", np.arange(3, dtype="<u4"))
save("complex", np.zeros(2, dtype="<c8"))
np.save(os.path.join(FOLDER, "object.npy"), np.array([None, 1], dtype=object), allow_pickle=True)

# The safetensors layout by hand, from the bytes of PyTorch's own tensors.
torch.manual_seed(0)
module = torch.nn.Sequential(torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.Flatten(), torch.nn.Linear(4, 2))
tensors = dict(module.state_dict())
for name, dtype in (("f64", torch.float64), ("f16", torch.float16), ("bf16", torch.bfloat16), ("i32", torch.int32),
                    ("i16", torch.int16), ("i8", torch.int8), ("u8", torch.uint8), ("bool", torch.bool)):
    tensors["types." + name] = torch.from_numpy(np.abs(GRID) if name == "u8" else GRID).to(dtype)
header, data = {"__metadata__": {"format": "pt", "note": "Größe"}}, b""
for name, tensor in tensors.items():
    raw = tensor.contiguous().view(-1).view(torch.uint8).numpy().tobytes() if tensor.dim() and tensor.dtype != torch.bool else tensor.numpy().tobytes()
    header[name] = {
        "dtype": {torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64",
                  torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL"}[tensor.dtype],
        "shape": list(tensor.shape),
        "data_offsets": [len(data), len(data) + len(raw)],
    }
    data += raw
text = json.dumps(header).encode()
with open(os.path.join(FOLDER, "pytorch.safetensors"), "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + data)
with open(os.path.join(FOLDER, "pytorch.json"), "w") as file:
    json.dump({name: [float(x) for x in tensor.double().flatten()] for name, tensor in tensors.items()}, file, indent=1)
    file.write("\n")
