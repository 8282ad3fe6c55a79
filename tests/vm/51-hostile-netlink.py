# SPDX-License-Identifier: GPL-2.0-only
"""Messages that are wrong in one place each: refused with an errno and a sentence, and
what runs is untouched, whichever it is."""

import errno
import functools
import socket
import struct

import edgenl
import hostile
import policies
import tap
from guard import Guard, question
from schema import A, Prefixes, Row, packed, tree

ERRORS = {errno.EINVAL, errno.ERANGE}
STALE = {errno.EAGAIN}
TOO_MANY = {errno.EINVAL, errno.E2BIG}
SEND_BUFFER = 64 << 20
MOST_PREFIXES = 4 << 20
# So many fill a nest, whose length is 16 bits.
NEST_PREFIXES = 8189
ASK = question(6, "192.0.2.7", "203.0.113.10", (40000, 443), "eth0")


class Attacker:
    """Sends what it is given and says what came of it."""

    def __init__(self):
        self.client = edgenl.Client()
        self.client.socket.setsockopt(
            socket.SOL_SOCKET, edgenl.SO_SNDBUFFORCE, SEND_BUFFER
        )
        self.base = policies.load_and_save(self.client, "hostile")["hostile"]
        self.guard = Guard(self.client)

    def restore(self):
        policies.put(self.client, self.base)
        self.guard.remember()

    def send(self, command, payload):
        """None when it was accepted, else what it was refused with."""
        try:
            self.client.do(command, payload)
        except edgenl.Refused as refused:
            return refused
        return None

    def fault(self, refused, errors, same):
        """What is wrong about a refusal, in words."""
        if refused.errno not in errors:
            return f"errno {refused.errno}: {refused.sentence}"
        if not refused.sentence:
            return f"errno {refused.errno} without a sentence"
        return None if same else "the running policy was touched"

    def attempt(self, command, payload):
        if command == edgenl.POLICY_SET:
            return self.guard.attempt(payload)
        return self.send(command, payload), self.guard.untouched()

    def try_all(self, name, messages, command=edgenl.POLICY_SET, errors=ERRORS, refused=1.0):
        """At least that share of them must be refused; where it is not all of them, the
        others may be accepted, as a message that is right."""
        faults, count, bad = [], 0, 0
        self.restore()
        for what, payload in messages:
            count += 1
            said, same = self.attempt(command, payload)
            bad += said is not None
            if said:
                fault = self.fault(said, errors, same)
            else:
                fault = "accepted" if refused == 1.0 else None
                self.restore()
            if fault:
                faults.append(f"{what}: {fault}")
        tap.check(
            f"{name}: {bad} of {count} refused with a sentence, what runs is untouched",
            count and bad >= refused * count and not faults and self.guard.untouched(),
            f"{len(faults)} are not; {'; '.join(faults[:12])}",
        )


def check_policies(attacker):
    base = tree(attacker.base)
    accepted = attacker.send(edgenl.POLICY_SET, packed(base))
    tap.equal("the message that all others are made of is accepted", accepted, None)
    attacker.guard.remember()
    errors = ERRORS | STALE
    attacker.try_all("wrong values", hostile.wrong_values(base), errors=errors)
    attacker.try_all("references to what is not there", hostile.wrong_references(base))
    attacker.try_all("missing attributes", hostile.missing(base))
    attacker.try_all("unknown attributes", hostile.unknown(base))
    attacker.try_all("wrong nests", hostile.misnested(base))
    attacker.try_all("wrong lengths", hostile.wrong_lengths(base), refused=0.9)
    attacker.try_all("truncated", hostile.truncated(base), refused=0.9)
    attacker.try_all("attributes twice", hostile.doubled(base), refused=0.1)
    dry_run = edgenl.attribute(A.DRY_RUN, b"")
    for what, payload in hostile.counted(base, 0):
        said = attacker.send(edgenl.POLICY_SET, dry_run + payload)
        tap.check(f"{what} are accepted", said is None and attacker.guard.untouched(), said)
    attacker.try_all("one too many", hostile.counted(base, 1), errors=TOO_MANY | ERRORS)


def without(kind):
    return packed(node for node in tree(ASK) if node[0] != kind)


def with_value(kind, value):
    return without(kind) + edgenl.attribute(kind, value)


def bad_questions():
    for kind in (A.PROTO, A.SRC, A.DST):
        yield f"no {kind.name}", without(kind)
    for kind in (A.SRC, A.DST):
        for length in (0, 1, 3, 5, 8, 15, 16, 17, 64):
            yield f"{kind.name} of {length} bytes", with_value(kind, bytes(length))
    for proto in (0, 1, 47, 58, 255):
        yield f"ports of protocol {proto}", with_value(A.PROTO, bytes([proto]))
    for kind, lengths in ((A.PROTO, (0, 2, 4)), (A.SPORT, (0, 1, 4)), (A.DPORT, (0, 3, 8))):
        for length in lengths:
            yield f"{kind.name} of {length} bytes", with_value(kind, bytes(length))
    for name in (b"", b"eth0", b"x" * 16 + b"\0", b"x" * 5000 + b"\0"):
        yield f"IFNAME {name[:20]}", with_value(A.IFNAME, name)
    for kind in (0, A.PAD, A.NAME, A.ROW, A.DRY_RUN, len(A) + 1):
        yield f"attribute {kind}", ASK + edgenl.attribute(kind, b"x\0")


def bad_deletions():
    yield "another generation", edgenl.attribute(A.EXPECT_GENERATION, struct.pack("=I", 0))
    for length in (0, 1, 3, 8):
        yield f"{length} bytes", edgenl.attribute(A.EXPECT_GENERATION, bytes(length))
    for kind in (0, A.DRY_RUN, A.NAME, A.GENERATION, len(A) + 1):
        yield f"attribute {kind}", edgenl.attribute(kind, b"")


def any_attribute():
    for kind in (0, A.EXPECT_GENERATION, A.NAME, A.ROW, len(A) + 1):
        yield f"attribute {kind}", edgenl.attribute(kind, bytes(4))


def check_commands(attacker):
    tap.equal("the question the others are made of", attacker.send(edgenl.EXPLAIN, ASK), None)
    attacker.try_all("questions", bad_questions(), edgenl.EXPLAIN)
    attacker.try_all("deletions", bad_deletions(), edgenl.POLICY_DEL, ERRORS | STALE)
    attacker.try_all("status with attributes", any_attribute(), edgenl.STATUS)
    unknown = {}
    for command in (0, edgenl.POLICY_GET, edgenl.STATS_GET, 7, 8, 127, 255):
        said = attacker.send(command, attacker.base)
        unknown[command] = said and said.errno
    tap.equal("what is no command, or is one for dumps only", set(unknown.values()),
              {errno.EOPNOTSUPP})
    tap.check("leaves what runs untouched", attacker.guard.untouched(), unknown)


def frames(client, payload):
    """Messages whose own header is wrong."""
    right = client.message(client.family, edgenl.POLICY_SET, payload, edgenl.NLM_F_ACK)
    size = edgenl.MESSAGE.size
    for length in (0, 1, size - 1, size, size + 3, len(right) + 1, 0x7FFFFFFF, 0xFFFFFFFF):
        yield f"length {length}", struct.pack("=I", length) + right[4:]
    for cut in (1, 4, size - 1, size, size + 1, size + 4, size + 7, len(right) - 1):
        yield f"cut at {cut}", right[:cut]
    # The family's number is another with each load of the module.
    for kind in {0, 3, 0x7F, client.family + 1, 0xFFFF} - {client.family}:
        yield f"type {kind}", right[:4] + struct.pack("=H", kind) + right[6:]
    yield "no request", right[:6] + struct.pack("=H", edgenl.NLM_F_ACK) + right[8:]
    yield "reserved bits", right[: size + 2] + b"\1\1" + right[size + 4 :]


def check_frames(attacker):
    """These may be refused or not be answered at all; the next one is answered. On a
    socket of their own, as nobody knows how many answers there are."""
    touched, count = [], 0
    for what, frame in frames(attacker.client, attacker.base):
        count += 1
        client = edgenl.Client()
        client.socket.send(frame)
        client.close()
        if not attacker.guard.untouched():
            touched.append(what)
            attacker.restore()
    tap.check(f"{count} wrong message headers leave what runs untouched", count and not touched,
              touched)


def prefixes(count, last):
    """So many prefixes of the protected group, in as few nests as hold them; the last
    one has that length."""
    one = hostile.prefix4((10, 0, 0, 0), 8)
    nest = functools.partial(edgenl.attribute, A.PREFIXES | hostile.NESTED)
    number = edgenl.attribute(Prefixes.GROUP, hostile.u32(0))
    full, rest = divmod(count - 1, NEST_PREFIXES)
    parts = [nest(number + edgenl.attribute(Prefixes.IPV4, one * NEST_PREFIXES))] * full
    data = one * rest + hostile.prefix4((10, 0, 0, 0), last)
    return b"".join(parts) + nest(number + edgenl.attribute(Prefixes.IPV4, data))


def check_sizes(attacker):
    """Large messages, the socket's own limit, and the largest nest there is."""
    small, dry_run = edgenl.Client(), edgenl.attribute(A.DRY_RUN, b"")
    large = attacker.base + prefixes(100000, 8)
    said = None
    try:
        small.do(edgenl.POLICY_SET, large)
    except OSError as error:
        said = error.errno
    tap.equal(f"{len(large)} bytes do not fit into the socket", said, errno.EMSGSIZE)
    tap.check("which leaves what runs untouched", attacker.guard.untouched())
    said = attacker.send(edgenl.POLICY_SET, dry_run + large)
    tap.check("with a larger buffer they are accepted",
              said is None and attacker.guard.untouched(), said)
    attacker.try_all("large messages", [
        ("the last prefix is wrong", attacker.base + prefixes(100000, 6)),
        ("a byte is left over", large + b"\0"),
        ("a row is wrong behind them", large + packed([[A.ROW, [[Row.NAME, b"x\0"]]]])),
        ("one prefix too many", attacker.base + prefixes(MOST_PREFIXES + 1, 8)),
    ], errors=TOO_MANY)


def main():
    attacker = Attacker()
    check_policies(attacker)
    check_commands(attacker)
    check_frames(attacker)
    check_sizes(attacker)
    tap.finish()


main()
