# SPDX-License-Identifier: GPL-2.0-only
"""Dumps while policies are swapped: each is of one policy, whole."""

import os
import subprocess
import threading

import edgenl
import policies
import tap

DUMPS = 16
SHOWS = 5
MESSAGES = 3
NAMES = ("left", "right")


def dump_around(reader, swap):
    """A dump that has begun and not ended when `swap` is called."""
    reader.start_dump(edgenl.POLICY_GET)
    datagrams = [list(reader.receive())]
    swap()
    whole = [payload[edgenl.GENL.size :] for _, payload in datagrams[0]]
    early = len(whole)
    whole += reader.answers()
    return policies.as_sent(whole), early, len(whole)


def interleaved(writer, messages):
    """Which policy each dump was of, and in how many messages; None: of neither."""
    reader = edgenl.Client()
    seen = []
    for i in range(DUMPS):
        running, other = NAMES[i % 2], NAMES[1 - i % 2]
        policies.put(writer, messages[running])
        data, early, count = dump_around(
            reader, lambda: policies.put(writer, messages[other])
        )
        right = data == messages[running] and early < count
        seen.append((running if right else None, count))
    return seen


class Swapper(threading.Thread):
    """Swaps policies until told to stop."""

    def __init__(self, client, messages):
        super().__init__()
        self.client, self.messages = client, messages
        self.stopping = threading.Event()
        self.swaps = 0

    def run(self):
        while not self.stopping.is_set():
            policies.put(self.client, self.messages[NAMES[self.swaps % 2]])
            self.swaps += 1


def show(*words):
    return subprocess.run(
        ["lyncctl", "policy", "show", *words, "--site", os.environ["LYNC_SITE"]],
        check=True, capture_output=True,
    ).stdout


def check_shows(client, messages):
    """As above, with nobody telling the dump when the swap comes."""
    texts = {show(policies.path(name)): name for name in NAMES}
    swapper = Swapper(client, messages)
    swapper.start()
    seen, swaps = [], []
    for _ in range(SHOWS):
        before = swapper.swaps
        seen.append(texts.get(show(), "a mixture"))
        swaps.append(swapper.swaps - before)
    swapper.stopping.set()
    swapper.join()
    tap.check(
        f"{SHOWS} times lyncctl policy show while policies are swapped: one or the other",
        set(seen) <= set(NAMES), seen,
    )
    tap.check("swaps during most of them", sum(n > 0 for n in swaps) > SHOWS / 2, swaps)


def main():
    client = edgenl.Client()
    messages = policies.load_and_save(client, *NAMES)
    seen = interleaved(client, messages)
    tap.equal(
        f"{DUMPS} dumps with a swap in the middle: each of the policy it began with",
        [name for name, _ in seen], [NAMES[i % 2] for i in range(DUMPS)],
    )
    fewest = min(count for _, count in seen)
    tap.check(f"a dump takes {MESSAGES} messages or more", fewest >= MESSAGES, fewest)
    check_shows(client, messages)
    tap.finish()


main()
