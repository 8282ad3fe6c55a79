# SPDX-License-Identifier: GPL-2.0-only
"""What a run found: from the guest's lines to bench.json, and questions about it."""

import json
import math
import pathlib

PEERS = ("nft-sets", "nft-map", "ipset")
NFTABLES = ("nft-sets", "nft-map")
# Not a decision about the Edge.
OTHER = ("not-ours",)


def collect(folder):
    """The lines of each part, and what is known of the machine."""
    found = {"schema_version": 1}
    for path in sorted(pathlib.Path(folder).glob("*.jsonl")):
        found[path.stem] = [json.loads(line) for line in path.read_text().splitlines()]
    return found


def load(path):
    return json.loads(pathlib.Path(path).read_text(encoding="ascii"))


class Run:
    """Look-ups in a bench.json."""

    def __init__(self, data):
        self.data = data
        self.cells = [line for line in data.get("packets", ()) if line["kind"] == "cell"]

    def pick(self, **wanted):
        """Cells whose fields have the values wanted; a tuple: one of these."""
        def fits(cell):
            return all(cell[key] in value if isinstance(value, tuple) else cell[key] == value
                       for key, value in wanted.items())
        return [cell for cell in self.cells if fits(cell)]

    def decisions(self, **wanted):
        """FORWARD alone, packets to or from an Edge."""
        return [cell for cell in self.pick(hooks="forward", **wanted)
                if cell["scenario"] not in OTHER]

    def prefixes(self):
        return sorted({cell["prefixes"] for cell in self.cells})

    def rivals(self, names, mine="ours"):
        """Pairs of our cell and the cheapest of the peers' in the same place."""
        places = {}
        for cell in self.decisions(contender=names):
            key = place(cell)
            if key not in places or cell["over_empty"] < places[key]["over_empty"]:
                places[key] = cell
        return [(cell, places[place(cell)]) for cell in self.decisions(contender=mine)
                if place(cell) in places]

    def control(self, **wanted):
        return [line for line in self.data.get("control", ())
                if all(line.get(key) == value for key, value in wanted.items())]


def place(cell):
    return tuple(cell[key] for key in ("hooks", "family", "prefixes", "flows", "scenario"))


def name(cell):
    return (f"IPv{cell['family']}, {cell['prefixes']:,} prefixes, {cell['flows']:,} flows, "
            f"{cell['scenario']}")


def cost(cell):
    return cell["over_empty"]


def geometric(values):
    """Below a tenth of a nanosecond is nothing that could be told from noise."""
    values = [max(value, 0.1) for value in values]
    return math.exp(sum(map(math.log, values)) / len(values))


def ratio(pair):
    return max(cost(pair[0]), 0.1) / max(cost(pair[1]), 0.1)
