"""The other side of `ResearchKit.Bench assign`: makes the instances and times scipy's solver, one command per line of standard input.

make FAMILY N SEED COUNT PATH   writes COUNT cost matrices, row-major float64
load N PATH                     reads them
solve CALLS                     makes CALLS calls, going round the matrices; answers: CPU seconds per call
value                           answers: the optimal value of each matrix
Times are CPU times of the calling thread.
"""
import math
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment


def planted(rng, n, noise):
    b = rng.standard_normal((n, n))
    a = b[rng.permutation(n)] + noise * rng.standard_normal((n, n))
    return -(a @ b.T)


def distances(rng, n, dimensions):
    a = rng.random((n, dimensions))
    b = rng.random((n, dimensions))
    squares = np.zeros((n, n))
    for k in range(dimensions):
        squares += (a[:, k, None] - b[None, :, k]) ** 2
    return np.sqrt(squares)


FAMILIES = {
    "uniform": lambda rng, n: rng.random((n, n)),
    "intn": lambda rng, n: rng.integers(0, n, (n, n)).astype(float),
    "int100": lambda rng, n: rng.integers(0, 100, (n, n)).astype(float),
    "gauss": lambda rng, n: -(rng.standard_normal((n, n)) @ rng.standard_normal((n, n)).T),
    "plantedq": lambda rng, n: planted(rng, n, 0.25 * np.sqrt(n)),
    "planted0.5": lambda rng, n: planted(rng, n, 0.5),
    "geom2": lambda rng, n: distances(rng, n, 2),
    "geom8": lambda rng, n: distances(rng, n, 8),
}


def main():
    costs = []
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "make":
            family, n, seed, count, path = arguments
            rng = np.random.default_rng(int(seed))
            with open(path, "wb") as file:
                for _ in range(int(count)):
                    FAMILIES[family](rng, int(n)).astype(np.float64).tofile(file)
            print("made", flush=True)
        elif command == "load":
            n, path = arguments
            costs = list(np.fromfile(path).reshape(-1, int(n), int(n)))
            print("loaded", flush=True)
        elif command == "solve":
            calls = int(arguments[0])
            start = time.thread_time()
            for k in range(calls):
                linear_sum_assignment(costs[k % len(costs)])
            print(repr((time.thread_time() - start) / calls), flush=True)
        elif command == "value":
            print(*(repr(math.fsum(cost[linear_sum_assignment(cost)])) for cost in costs), flush=True)


main()
