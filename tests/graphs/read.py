"""Reads graphs back with networkx: python3 read.py GRAPH.graphml GRAPH.gexf > graphs.json"""

import json
import sys

import networkx


def told(graph, label):
    nodes = {name: [node["kind"], node["text"]] for name, node in graph.nodes(data=True)}
    edges = sorted([one, other, edge[label]] for one, other, edge in graph.edges(data=True))
    return {"directed": graph.is_directed(), "nodes": nodes, "edges": edges}


graphml, gexf = sys.argv[1:]
answer = {"graphml": told(networkx.read_graphml(graphml, force_multigraph=True), "label")}
if "1.3" in networkx.readwrite.gexf.GEXF.versions:  # since networkx 3
    answer["gexf"] = told(networkx.read_gexf(gexf, version="1.3"), "kind")
json.dump(answer, sys.stdout)
