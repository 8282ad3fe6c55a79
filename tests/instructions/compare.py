#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""compare.py [--update] COUNTED FIGURES TOOLS - instructions counted and stored

COUNTED is what callgrind wrote: a part for each cell, under the name that main.c gave it.
FIGURES is a table with a row for each kind and a column for each number of prefixes; it
says of which TOOLS it is. One line of TAP a row; a row fails when one of its cells has
grown by more than 5 %, or is on one side only. With --update the table is written.
"""

import re
import sys

MOST_GROWTH = 5.0   # per cent
MOST_SPREAD = 1.5   # the slowest by the fastest, over numbers of prefixes
NO_LOOKUP = ("check", "build", "free")
UPDATE = "tests/instructions/run --update"

HEADER = f"""\
# SPDX-License-Identifier: GPL-2.0-only
# Instructions of the core, by number of prefixes: for each packet; of checking and building
# a policy for each of its prefixes; of freeing one. Made by {UPDATE}
# tools: """

CELL = re.compile(r"^desc: Trigger: Client Request: ([^\n]*\t[^\n]*)$.*?^totals: (\d+)$",
                  re.MULTILINE | re.DOTALL)


def read_counted(path):
    """{(what, family, kind): {prefixes: instructions}}"""
    rows = {}
    with open(path, encoding="utf-8") as file:
        for name, total in CELL.findall(file.read()):
            what, family, kind, prefixes, units = name.split("\t")
            row = rows.setdefault((what, family, kind), {})
            row[int(prefixes)] = int(total) / int(units)
    # one what and family after the other, kinds in the order of counting
    return dict(sorted(rows.items(), key=lambda item: item[0][:2]))


def read_figures(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    counts = [int(count) for count in lines[0][3:]]
    return {tuple(line[:3]): dict(zip(counts, map(float, line[3:]), strict=True))
            for line in lines[1:]}


def write_figures(path, rows, tools):
    counts = sorted({count for row in rows.values() for count in row})
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{HEADER}{tools}\n")
        file.write("\t".join(["what", "family", "kind", *map(str, counts)]) + "\n")
        for name, row in rows.items():
            file.write("\t".join([*name, *(f"{row[count]:.1f}" for count in counts)]) + "\n")


def changes(row, stored):
    """[(per cent, words)] of the cells that are on both sides"""
    found = []
    for count in row.keys() & stored.keys():
        change = 100 * (row[count] / stored[count] - 1)
        found.append((change, f"at {count} prefixes {row[count]:.1f} instructions, "
                              f"{stored[count]:.1f} stored, {change:+.1f} %"))
    return sorted(found, reverse=True)


def faults(row, stored):
    """what is wrong with a row, in words"""
    if row is None:
        return [f"stored, but not counted any more; {UPDATE}"]
    if stored is None:
        return [f"counted, but not stored; {UPDATE}"]
    found = [f"at {count} prefixes only {'counted' if count in row else 'stored'}; {UPDATE}"
             for count in sorted(row.keys() ^ stored.keys())]
    return found + [words for change, words in changes(row, stored) if change > MOST_GROWTH]


def say_shrunk(rows, figures):
    shrunk = [f"{', '.join(name)}: {words}" for name in rows.keys() & figures.keys()
              for change, words in changes(rows[name], figures[name])
              if change < -MOST_GROWTH]
    for line in sorted(shrunk):
        print(f"# {line}")
    if shrunk:
        print(f"# note: instructions more than {MOST_GROWTH:.0f} % lower than stored: "
              f"{len(shrunk)} figures; to keep that, run {UPDATE}")


def check_spread(rows):
    """A look-up may not cost more because there are more prefixes."""
    spreads = {name: max(row.values()) / min(row.values()) for name, row in rows.items()
               if name[0] not in NO_LOOKUP}
    name, spread = max(spreads.items(), key=lambda item: item[1])
    good = spread <= MOST_SPREAD
    print(f"{'ok' if good else 'not ok'} - no look-up depends on the number of prefixes: "
          f"the slowest is at most {MOST_SPREAD} times the fastest "
          f"(most: {', '.join(name)}, {spread:.2f} times)")
    return good


def check(rows, figures):
    good = True
    for name in list(rows) + [name for name in figures if name not in rows]:
        row = rows.get(name)
        found = faults(row, figures.get(name))
        if found:
            good = False
            print(f"not ok - {', '.join(name)}: {'; '.join(found)}")
        else:
            print(f"ok - {', '.join(name)}: {' '.join(f'{n:.1f}' for n in row.values())}")
    good &= check_spread(rows)
    say_shrunk(rows, figures)
    return good


def main():
    update = "--update" in sys.argv[1:2]
    counted, path, tools = sys.argv[2 if update else 1:]
    rows = read_counted(counted)
    if not rows:
        sys.exit(f"{counted}: nothing was counted")
    if update:
        write_figures(path, rows, tools)
        print(f"{path}: {sum(map(len, rows.values()))} figures")
    elif not check(rows, read_figures(path)):
        sys.exit(1)


if __name__ == "__main__":
    main()
