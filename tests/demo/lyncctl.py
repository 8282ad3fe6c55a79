# SPDX-License-Identifier: GPL-2.0-only
"""What the module has counted and what it says it would do, asked as a user would."""

import dataclasses
import json
import subprocess


@dataclasses.dataclass(frozen=True)
class Counts:
    """Packets so far: dropped, by reason; judged, over all rows."""

    drops: dict
    rows: int

    def drops_since(self, before):
        risen = {r: n - before.drops.get(r, 0) for r, n in self.drops.items()}
        return {reason: n for reason, n in risen.items() if n}


def read_counts():
    answer = subprocess.run(
        ["lyncctl", "stats", "--json"], check=True, stdout=subprocess.PIPE
    )
    stats = json.loads(answer.stdout)
    return Counts(stats["drops"], sum(row["packets"] for row in stats["rows"]))


def explain(questions):
    """The answers, `allow ROW` or `deny REASON`, one for each question."""
    answer = subprocess.run(
        ["lyncctl", "explain", "--batch", "-"],
        input="".join(f"{question}\n" for question in questions),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return answer.stdout.splitlines()
