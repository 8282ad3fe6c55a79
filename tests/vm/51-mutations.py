# SPDX-License-Identifier: GPL-2.0-only
"""Ten thousand random mutations of a policy message: each is refused with a sentence
and leaves what runs untouched, or it is a policy."""

import collections
import copy
import errno
import functools
import multiprocessing
import os
import random
import struct
import sys

import edgenl
import guard
import netns
import policies
import tap
from schema import packed, tree

MUTATIONS = 4000
# After so many all questions are asked again, and the status; of so many that are
# accepted one is read back.
THOROUGH = 200
READ_BACK = 20
ERRORS = {errno.EINVAL, errno.ERANGE, errno.EAGAIN, errno.E2BIG}
BYTES = (0, 1, 0x7F, 0x80, 0xFF)
NUMBERS = (0, 1, 4, 5, 31, 32, 33, 64, 255, 1023, 1024, 4096, 0x7FFF, 0x8000, 0xFFFF)


# ---- mutations of bytes ----

def flip(source, data):
    at = source.randrange(len(data))
    data[at] ^= 1 << source.randrange(8)


def overwrite(source, data):
    data[source.randrange(len(data))] = source.choice(BYTES)


def overwrite_number(source, data):
    at = source.randrange(0, len(data) - 3, 2)
    struct.pack_into(source.choice(("=H", "=I")), data, at, source.choice(NUMBERS))


def cut_out(source, data):
    at = source.randrange(len(data))
    del data[at : at + source.choice((1, 2, 4, 8, 16, 64))]


def put_in(source, data):
    at = source.randrange(0, len(data), source.choice((1, 4)))
    data[at:at] = source.randbytes(source.choice((1, 2, 4, 8, 32)))


def repeat(source, data):
    at = source.randrange(0, len(data), 4)
    data[at:at] = data[at : at + source.choice((4, 8, 16, 100))]


def truncate(source, data):
    del data[source.randrange(len(data)) :]


# ---- mutations of attributes, whose lengths stay right ----

def nests(nodes):
    return [nodes] + [value for _, value in nodes if isinstance(value, list)]


def drop(source, nodes):
    nest = source.choice([nest for nest in nests(nodes) if nest])
    del nest[source.randrange(len(nest))]


def swap(source, nodes):
    nest = source.choice([nest for nest in nests(nodes) if nest])
    one, other = source.randrange(len(nest)), source.randrange(len(nest))
    nest[one], nest[other] = nest[other], nest[one]


def transplant(source, nodes):
    """Doubles it when it is put back where it was."""
    giver, taker = (source.choice([n for n in nests(nodes) if n]) for _ in range(2))
    taker.insert(source.randrange(len(taker)), copy.deepcopy(source.choice(giver)))


def renumber(source, nodes):
    node = source.choice(source.choice([nest for nest in nests(nodes) if nest]))
    node[0] = source.choice((source.randrange(40), source.choice(nodes)[0]))


def reshape(source, nodes):
    """Other bytes in an attribute, or more or fewer."""
    node = source.choice(source.choice([nest for nest in nests(nodes) if nest]))
    if isinstance(node[1], list):
        node[1] = packed(node[1])
        return
    data = bytearray(node[1] or b"\0\0\0\0")
    change = source.choice((flip, overwrite, cut_out, put_in, truncate))
    change(source, data)
    node[1] = bytes(data)


OF_BYTES = (flip, overwrite, overwrite_number, cut_out, put_in, repeat, truncate)
OF_NODES = (drop, swap, transplant, renumber, reshape, reshape)


def mutated(source, base):
    if source.randrange(2):
        nodes = copy.deepcopy(base)
        for _ in range(source.randint(1, 3)):
            source.choice(OF_NODES)(source, nodes)
        return packed(nodes)
    data = bytearray(packed(base))
    for _ in range(source.randint(1, 3)):
        if len(data) > 4:
            source.choice(OF_BYTES)(source, data)
    return bytes(data)


class Fuzzer:
    """Mutations of one policy in one namespace."""

    def __init__(self):
        self.client = edgenl.Client()
        self.base = tree(policies.load_and_save(self.client, "hostile")["hostile"])
        self.guard = guard.Guard(self.client)
        self.seen = collections.Counter()
        self.faults = []

    def read_back(self):
        """What was accepted is what it shows: sent again it is accepted, and shown as
        the same."""
        shown = policies.saved(self.client)
        policies.put(self.client, shown)
        same = policies.saved(self.client) == shown
        self.guard.remember()
        return None if same else "accepted, and not what it shows"

    def fault(self, data, thorough):
        if thorough:
            self.guard.remember()
        refused, same = self.guard.attempt(data)
        self.seen[refused.errno if refused else 0] += 1
        if not refused:
            return self.read_back() if self.seen[0] % READ_BACK == 1 else None
        if refused.errno not in ERRORS or not refused.sentence:
            return f"errno {refused.errno}, sentence '{refused.sentence}'"
        if not same or thorough and not self.guard.untouched():
            self.guard.remember()
            return f"refused with {refused}, and what runs was touched"
        return None

    def run(self, seed, numbers):
        for number in numbers:
            data = mutated(random.Random(f"{seed} {number}"), self.base)
            fault = self.fault(data, number % THOROUGH < 2)
            if fault:
                self.faults.append(f"mutation {number}: {fault}")
        return self.seen, self.faults


def fuzz(seed, numbers, host):
    """In the namespace of that name, which is this process's from here on."""
    netns.enter(os.open(f"/run/netns/{host}", os.O_RDONLY | os.O_CLOEXEC))
    return Fuzzer().run(seed, numbers)


def main():
    seed, *hosts = sys.argv[1:]
    print(f"# seed {seed}", flush=True)
    work = [(range(i, MUTATIONS, len(hosts)), host) for i, host in enumerate(hosts)]
    with multiprocessing.Pool(len(hosts)) as pool:
        done = pool.starmap(functools.partial(fuzz, seed), work, chunksize=1)
    seen = sum((part[0] for part in done), collections.Counter())
    faults = [line for part in done for line in part[1]]
    names = {errno.errorcode.get(number, "accepted"): n for number, n in seen.items()}
    print(f"# {names}", flush=True)
    tap.equal("mutations sent", sum(seen.values()), MUTATIONS)
    tap.check(
        f"refused with a sentence and without a trace, or a policy (seed {seed})",
        not faults, f"{len(faults)} are not; {'; '.join(faults[:8])}",
    )
    tap.check("many were refused", seen[errno.EINVAL] > MUTATIONS / 2, names)
    tap.check("and some were policies", seen[0] > MUTATIONS / 100, names)
    tap.finish()


main()
