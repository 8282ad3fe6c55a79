#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Turn questions with answers (default.tsv) into a C table, for tests that have
no parser of questions: `generate.py default.tsv > default_vectors.h`."""

import ipaddress
import sys

OUTCOMES = {"allow": "LYNC_ALLOWED", "deny": "LYNC_DROPPED", "pass": "LYNC_PASS"}
REASONS = {"no-row": "NO_ROW", "deny-row": "DENY_ROW", "spoofed": "SPOOFED"}
PROTOS = {"tcp": "TCP", "udp": "UDP", "icmp": "ICMP", "icmpv6": "ICMPV6"}


def endpoint(text):
    """ADDRESS:PORT or [ADDRESS]:PORT -> (address, port)"""
    host, _, port = text.rpartition(":")
    return ipaddress.ip_address(host.strip("[]")), int(port)


def words(address):
    """The initialiser of a struct lync_addr."""
    value = int(address)
    if address.version == 4:
        return "{ { 0x%08x } }" % value
    parts = [value >> shift & 0xFFFFFFFF for shift in (96, 64, 32, 0)]
    return "{ { %s } }" % ", ".join("0x%08x" % part for part in parts)


def vector(line):
    """One line of the table of questions -> one entry of the C table."""
    question, answer = line.rstrip("\n").split("\t")
    proto, source, target, *rest = question.split()
    src, sport = endpoint(source)
    dst, dport = endpoint(target)
    ifname = '"%s"' % rest[1] if rest and rest[0] == "in" else "NULL"
    verb, what = answer.split()
    reason = REASONS[what] if verb == "deny" else "NONE"
    row = '"%s"' % what if verb == "allow" else "NULL"
    return (
        '\t{ "%s",\n\t  %s, %s,\n\t  { .src = %s,\n\t    .dst = %s,\n'
        "\t    .sport = %d, .dport = %d, .family = LYNC_IPV%d,\n"
        "\t    .proto = LYNC_PROTO_%s },\n\t  %s, LYNC_REASON_%s },"
        % (question, ifname, row, words(src), words(dst), sport, dport,
           src.version, PROTOS[proto], OUTCOMES[verb], reason)
    )


def main():
    with open(sys.argv[1], encoding="ascii") as table:
        entries = [vector(line) for line in table]
    print("/* SPDX-License-Identifier: GPL-2.0-only */")
    print("/* Made from default.tsv by generate.py; do not edit. */")
    print('#include "vector.h"\n')
    print("static const struct lync_vector default_vectors[] = {")
    print("\n".join(entries))
    print("};")


main()
