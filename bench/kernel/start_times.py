"""How long a kernel takes from the start of its process to its first cell, and how long a trivial cell takes once it is warm.

Ours and Debian's ipykernel take turns, each with a new process every time, driven by the same jupyter_client.
Wall time is what a reader waits; processor time (of the kernel, up to the first reply) is what neighbours on the machine do not change.

usage: start_times.py [--program PATH] [--starts 20] [--cells 30] [--json]
needs: apt-get install python3-jupyter-client python3-ipykernel
"""
import argparse
import json
import os
import statistics
import sys
import time

from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpec

LIMIT = 120
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(client, code):
    message_id = client.execute(code)
    while True:
        message = client.get_shell_msg(timeout=LIMIT)
        if message["parent_header"].get("msg_id") == message_id:
            if message["content"]["status"] != "ok":
                raise RuntimeError(message["content"])
            return


def measure(argv, cells):
    manager = KernelManager()
    manager._kernel_spec = KernelSpec(argv=argv, display_name="measured", interrupt_mode="message")
    began = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    client.start_channels(stdin=False, hb=False)
    try:
        run(client, "1 + 1")
        first = time.perf_counter() - began
        processor = processor_seconds(manager.provisioner.process.pid)
        warm = []
        for i in range(cells):
            began = time.perf_counter()
            run(client, f"{i} + 1")
            warm.append(time.perf_counter() - began)
        return {"first": first, "processor": processor, "warm": statistics.median(warm[cells // 3:]), "warm_worst": max(warm[cells // 3:])}
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=os.path.join(ROOT, "artifacts", "bin", "ResearchKit.Cli", "release", "researchkit"))
    parser.add_argument("--starts", type=int, default=20)
    parser.add_argument("--cells", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    kernels = {
        "researchkit": [options.program, "kernel", "run", "{connection_file}"],
        "ipykernel": ["/usr/bin/python3", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    }
    rows = {name: [] for name in kernels}
    for _ in range(options.starts):
        for name, argv in kernels.items():
            rows[name].append(measure(argv, options.cells))
    if options.json:
        json.dump(rows, sys.stdout, indent=1)
        print()
        return
    print(f"{options.starts} starts each, in turn; load average {os.getloadavg()[0]:.1f}")
    print(f"{'kernel':<12} {'first cell, s':>20} {'processor, s':>16} {'warm cell, ms':>20}")
    for name, row in rows.items():
        column = lambda key: [entry[key] for entry in row]
        print(f"{name:<12} {statistics.median(column('first')):>8.2f} worst {max(column('first')):>5.2f} {statistics.median(column('processor')):>16.2f}"
              f" {1000 * statistics.median(column('warm')):>8.1f} worst {1000 * max(column('warm_worst')):>5.1f}")


if __name__ == "__main__":
    main()
