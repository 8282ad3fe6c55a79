# SPDX-License-Identifier: GPL-2.0-only
"""Figures from a host that has other work, as a neighbour on the same core, for minutes.

Where the zero takes long, it is that, and no cost of the subject's either. So rounds count
that are calm: in which the zero took not much more than it usually does in the calm cells
of its kind. There are neighbours that slow down the subject by as much as it takes and
leave the zero, which is short, alone, for a part of a second to some seconds: nor do
rounds count in which the subject took much more than in the best quarter of them.

A cell has a few attempts on the spot. One whose zero takes longer even so, which may show
only once others of its kind are known, is for the caller to walk again later, and what
must not depend on a few seconds to walk several times. Of several walks of a cell the
median of the calm ones counts."""

import collections
import itertools
import json
import math
import statistics

import bench

# The CPU's clock alone wanders by a tenth.
CALM = 1.15
# Of so many cells of a kind one is calm: a neighbour may be there most of the time, and a
# clock that was fast for a moment is not what the others are measured by.
CALMEST = 10
SHARE = 0.25
ATTEMPTS = 3
LEAST_ROUNDS = 5

# What others are measured by: they judge nothing.
REFERENCES = ("empty", "count", "nft-established")
# An empty hook walked in turn with one of these, with up to so many prefixes, finds of the
# caches what it leaves itself; with another only where the packets are few and rules too.
LIGHT = (*REFERENCES, "ours")
LIGHT_PREFIXES = 10000
FEW_FLOWS = 256
MANY_RULES = "nft-linear"


def zero_kind(name, hooks, folder, scenario, walked):
    """Cells of one kind have zeros that take the same."""
    family, count = folder.name.split("-")
    is_light = name in LIGHT and int(count) <= LIGHT_PREFIXES
    is_small = walked <= FEW_FLOWS and name != MANY_RULES
    # what passes FORWARD alone takes the zero the same, whatever it is
    what = hooks if hooks == "forward" else scenario
    whose = "" if is_light or is_small else f"{name} {count} {scenario} "
    return f"{whose}{what} {family} 2^{walked.bit_length()}"


def rounds_of(answer):
    """A walk's answer: for each round nanoseconds a packet, of the zero and the subject."""
    packets = int(answer["packets"])
    return [tuple(int(n) / packets for n in pair)
            for pair in zip(answer["zero"].split(","), answer["ns"].split(","))]


def usual(rounds):
    """What the zero takes in one of four rounds, or less."""
    return sorted(rounds)[len(rounds) // 4][0]


def limit_of(zeros):
    """What the zero may take in a calm round, by what it usually takes in each cell."""
    return CALM * sorted(zeros)[len(zeros) // CALMEST]


def zeros_of(kind):
    return [cell["zero_usual"] for cell in bench.results("packets")
            if cell["zero_kind"] == kind]


def calm_of(rounds, limit):
    """Those in which neither zero nor subject was disturbed."""
    calm = [its for its in rounds if its[0] <= limit]
    took = sorted(its[1] for its in calm)
    return [its for its in calm if its[1] <= CALM * took[len(took) // 4]]


def walk(kind, words):
    """Rounds of a walk, the calm ones among them, what its zero usually took, and how many
    attempts were made."""
    rounds, zero, others = [], math.inf, zeros_of(kind)
    for attempt in range(1, ATTEMPTS + 1):
        new = rounds_of(bench.command(words))
        rounds += new
        zero = min(zero, usual(new))
        limit = limit_of(others + [zero])
        calm = calm_of(rounds, limit)
        if len(calm) >= SHARE * len(new):
            break
    if len(calm) < LEAST_ROUNDS:
        calm = sorted(rounds)[:LEAST_ROUNDS]
    return rounds, calm, zero, attempt


def nanoseconds(kind, words):
    """A cell: best and median per packet, of the subject and of the zero, and what is left
    when the zero of the same round is taken away, in calm rounds."""
    rounds, calm, usual_zero, attempts = walk(kind, words)
    zero, took = zip(*rounds)
    return {"best": round(min(took), 2), "median": round(statistics.median(took), 2),
            "zero_best": round(min(zero), 2), "zero_median": round(statistics.median(zero), 2),
            "over_empty": round(statistics.median(its[1] - its[0] for its in calm), 2),
            "over_empty_best": round(min(took) - min(zero), 2), "rounds": len(rounds),
            "calm": len(calm), "attempts": attempts, "zero_kind": kind,
            "zero_usual": round(usual_zero, 3)}


def place(cell):
    return tuple(cell[key] for key in ("contender", "folder", "hooks", "scenario", "flows"))


def limits_of(cells):
    """For each kind what the zero may usually take in a calm walk."""
    zeros = collections.defaultdict(list)
    for cell in cells:
        zeros[cell["zero_kind"]].append(cell["zero_usual"])
    return {kind: limit_of(its) for kind, its in zeros.items()}


def is_calm(cell, limits):
    return cell["zero_usual"] <= limits[cell["zero_kind"]]


def one_of(walks, limits):
    """The walk of a cell that counts: the median of the calm ones, else the calmest."""
    calm = sorted((walk for walk in walks if is_calm(walk, limits)),
                  key=lambda walk: walk["over_empty"])
    if calm:
        return calm[(len(calm) - 1) // 2]
    return min(walks, key=lambda walk: walk["zero_usual"])


def survey():
    """For each cell of the run so far the walk that counts; and those of these that were
    disturbed."""
    walks = collections.defaultdict(list)
    for cell in bench.results("packets"):
        walks[place(cell)].append(cell)
    limits = limits_of(itertools.chain(*walks.values()))
    cells = [{**one_of(its, limits), "walks": len(its)} for its in walks.values()]
    return cells, [cell for cell in cells if not is_calm(cell, limits)]


def keep(cells):
    """Forget all other walks."""
    (bench.OUT / "packets.jsonl").write_text(
        "".join(json.dumps(cell) + "\n" for cell in cells), encoding="ascii")
