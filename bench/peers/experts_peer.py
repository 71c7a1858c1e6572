"""The other side of `ResearchKit.Bench experts`: aligns and merges one layer of experts in numpy and scipy, one command per line of standard input.

load FOLDER                 reads FOLDER/shape.json, layer.f32 (gate, up, down of each expert in turn), logits.f32 and frequency.f64, which the other side wrote
merge KEEP FOLDER           merges and writes groups and permutations to FOLDER/peer.json; answers: one line of JSON with CPU seconds and the norm of each merged expert
svd FOLDER ROWS COLUMNS R   times torch.linalg.svd of FOLDER/matrix.f32; answers: CPU seconds and the error of rank R

The algorithm is M-SMoE as published: cosine of router logits, groups around the most used experts, every expert aligned to the dominant one of its group by
linear_sum_assignment on the sum of the three products, and a mean weighted by usage. Times are CPU times of the process.
"""
import json
import os
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment


def load(folder):
    shape = json.load(open(os.path.join(folder, "shape.json")))
    count, f, d = shape["experts"], shape["hidden"], shape["model"]
    values = np.fromfile(os.path.join(folder, "layer.f32"), np.float32).reshape(count, 3, f * d)
    experts = [(one[0].reshape(f, d), one[1].reshape(f, d), one[2].reshape(d, f)) for one in values]
    logits = np.fromfile(os.path.join(folder, "logits.f32"), np.float32).reshape(-1, count)
    frequency = np.fromfile(os.path.join(folder, "frequency.f64"), np.float64)
    return experts, logits, frequency


def merge(experts, logits, frequency, keep):
    seconds = {"products": 0.0, "assignment": 0.0, "merging": 0.0}
    start = time.process_time()
    norms = np.linalg.norm(logits, axis=0)
    similarity = logits.T @ logits / np.outer(norms, norms)
    dominants = np.argsort(-frequency, kind="stable")[:keep]
    group = np.argmax(similarity[:, dominants], axis=1)
    group[dominants] = np.arange(keep)
    permutations, merged = [None] * len(experts), []
    for g, dominant in enumerate(dominants):
        a = experts[dominant]
        total = [np.zeros_like(weight) for weight in a]
        usage = 0.0
        for e in np.flatnonzero(group == g):
            b = experts[e]
            if e == dominant:
                columns = np.arange(a[0].shape[0])
                moved = b
            else:
                t = time.process_time()
                score = a[0] @ b[0].T + a[1] @ b[1].T + a[2].T @ b[2]
                now = time.process_time()
                seconds["products"] += now - t
                _, columns = linear_sum_assignment(score, maximize=True)
                seconds["assignment"] += time.process_time() - now
                moved = (b[0][columns], b[1][columns], b[2][:, columns])
            permutations[e] = columns
            t = time.process_time()
            for sum_, weight in zip(total, moved):
                sum_ += np.float32(frequency[e]) * weight
            usage += frequency[e]
            seconds["merging"] += time.process_time() - t
        merged.append([sum_ / np.float32(usage) for sum_ in total])
    report = {"seconds": time.process_time() - start, **seconds}
    return group, permutations, merged, report


def svd(folder, rows, columns, rank):
    import torch
    torch.set_num_threads(1)
    matrix = torch.from_numpy(np.fromfile(os.path.join(folder, "matrix.f32"), np.float32).reshape(rows, columns))
    start = time.process_time()
    u, s, vh = torch.linalg.svd(matrix, full_matrices=False)
    seconds = time.process_time() - start
    error = torch.linalg.norm(matrix - (u[:, :rank] * s[:rank]) @ vh[:rank])
    return {"seconds": seconds, "error": float(error / torch.linalg.norm(matrix))}


def main():
    experts, logits, frequency = [], None, None
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "load":
            experts, logits, frequency = load(arguments[0])
            print("loaded", flush=True)
        elif command == "svd":
            print(json.dumps(svd(arguments[0], *map(int, arguments[1:]))), flush=True)
        elif command == "merge":
            group, permutations, merged, report = merge(experts, logits, frequency, int(arguments[0]))
            norms = [float(np.sqrt(sum(np.vdot(weight, weight) for weight in one))) for one in merged]
            with open(os.path.join(arguments[1], "peer.json"), "w") as file:
                json.dump({"group": group.tolist(), "permutations": [columns.tolist() for columns in permutations], "norms": norms}, file)
            print(json.dumps(report), flush=True)


main()
