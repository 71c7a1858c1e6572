"""The other side of `ResearchKit.Bench ged`: networkx.graph_edit_distance, one pair per line of standard input.

Input: JSON with the limit in seconds and, for both graphs, the labels of the nodes (or null) and the edges. Answer: one line of JSON with the distance,
the CPU seconds of the process, whether the limit ended the search, and the first value of optimize_graph_edit_distance with its CPU seconds.
"""
import json
import sys
import time

import networkx as nx


def make(nodes, labels, edges):
    graph = nx.Graph()
    for i in range(nodes):
        graph.add_node(i, label=labels[i] if labels else "")
    graph.add_edges_from(edges)
    return graph


def match(a, b):
    return a["label"] == b["label"]


for line in sys.stdin:
    pair = json.loads(line)
    a, b = (make(g["nodes"], g["labels"], g["edges"]) for g in (pair["a"], pair["b"]))
    start = time.process_time()
    first = next(nx.optimize_graph_edit_distance(a, b, node_match=match))
    between, wall = time.process_time(), time.monotonic()
    distance = nx.graph_edit_distance(a, b, node_match=match, timeout=pair["limit"])
    end = time.process_time()
    print(json.dumps({
        "distance": distance,
        "seconds": end - between,
        "stopped": time.monotonic() - wall >= pair["limit"],
        "first": first,
        "first_seconds": between - start,
    }), flush=True)
