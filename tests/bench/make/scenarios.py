# SPDX-License-Identifier: GPL-2.0-only
"""The rows of the policy `default`, and packets for each: kmod/bench.h's records."""

import random
import struct

import addresses

EXT, DMZ, INT = 0, 1, 2
TCP, UDP = 6, 17
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16

# name, protocol, from, to, first and last port; in the policy's order
ROWS = (
    ("pic-sip-in", TCP, "pic_partners", "access_edge", 5061, 5061),
    ("pic-sip-out", TCP, "access_edge", "pic_partners", 5061, 5061),
    ("client-sip", TCP, "any", "access_edge", 443, 443),
    ("messenger-rtp-out", TCP, "av_edge", "messenger_clients", 50000, 59999),
    ("messenger-stun-out", UDP, "av_edge", "messenger_clients", 3478, 3478),
    ("messenger-stun-in", UDP, "messenger_clients", "av_edge", 3478, 3478),
    ("sip-federation-in", TCP, "federated_partners", "access_edge", 5061, 5061),
    ("sip-federation-out", TCP, "access_edge", "any", 5061, 5061),
    ("xmpp-in", TCP, "xmpp_partners", "access_edge", 5269, 5269),
    ("xmpp-out", TCP, "access_edge", "any", 5269, 5269),
    ("xmpp-gateway", TCP, "xmpp_gateways", "internal_edge", 23456, 23456),
)

RECORD = struct.Struct("=5B3x64s")
FLOWS = 65536


def groups(found):
    """Prefix lists of the partners; an eighth of all prefixes is in two of them."""
    members = {"pic_partners": [], "messenger_clients": [], "federated_partners": [],
               "xmpp_partners": []}
    names = list(members)
    for at, prefix in enumerate(found):
        members[names[at % 4]].append(prefix)
        if at % 8 == 2:
            members["xmpp_partners"].append(prefix)
    return members


class Maker:
    """Flows and their packets for one list of prefixes."""

    def __init__(self, family, found, seed=2):
        self.family = family
        self.rng = random.Random(f"{seed} {family} {len(found)}")
        self.members = groups(found)
        self.outside = addresses.Outside(family, found, self.rng)
        self.edges = {name: [addresses.number(a) for a in held]
                      for name, held in addresses.EDGE[family].items()}
        network, length = addresses.GATEWAYS[family].split("/")
        self.gateways = (addresses.number(network), int(length))

    def _address(self, group):
        if group in self.edges:
            return self.rng.choice(self.edges[group])
        if group == "xmpp_gateways":
            return addresses.inside(self.family, self.gateways, self.rng)
        if group == "any":
            return self.outside.address()
        return addresses.inside(self.family, self.rng.choice(self.members[group]), self.rng)

    def _client_port(self):
        """Not a port that a row names, lest the reverse of a refused flow matches."""
        return self.rng.randrange(10000, 50000)

    def row(self, name):
        """A flow that this row allows."""
        for row, proto, src, dst, low, high in ROWS:
            if row != name:
                continue
            way = (INT, DMZ) if src == "xmpp_gateways" else \
                (EXT, DMZ) if src not in self.edges else (DMZ, EXT)
            return (proto, self._address(src), self._client_port(), self._address(dst),
                    self.rng.randint(low, high), way)
        raise KeyError(name)

    def every(self):
        return self.row(self.rng.choice(ROWS)[0])

    def none_address(self):
        """To a service of the Edge, from somebody it is not for."""
        port = self.rng.choice((5061, 5269))
        return (TCP, self.outside.address(), self._client_port(),
                self._address("access_edge"), port, (EXT, DMZ))

    def none_port(self):
        """From a partner, to a port nobody may use."""
        return (TCP, self._address("federated_partners"), self._client_port(),
                self._address("access_edge"), self.rng.randrange(6000, 9000), (EXT, DMZ))

    def not_ours(self):
        """Between two hosts that are no Edge: a user behind the firewall, and a partner."""
        group = self.rng.choice(("federated_partners", "any"))
        return (TCP, self._address(group), self._client_port(), self._address("xmpp_gateways"),
                443, (EXT, INT))


def turned(flow):
    proto, src, sport, dst, dport, (arrives, leaves) = flow
    return (proto, dst, dport, src, sport, (leaves, arrives))


def _transport(proto, sport, dport, seq, ack, flags):
    if proto == UDP:
        return struct.pack("!4H", sport, dport, 8, 0)
    return struct.pack("!2H2I4H", sport, dport, seq, ack, 5 << 12 | flags, 8192, 0, 0)


def packet(family, flow, flags=ACK, seq=1000, ack=2000):
    proto, src, sport, dst, dport, _ = flow
    body = _transport(proto, sport, dport, seq, ack, flags)
    if family == 4:
        return struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(body), 0, 0x4000, 63, proto, 0,
                           src.to_bytes(4, "big"), dst.to_bytes(4, "big")) + body
    return struct.pack("!IHBB16s16s", 6 << 28, len(body), proto, 63,
                       src.to_bytes(16, "big"), dst.to_bytes(16, "big")) + body


def record(family, flow, accept, **fields):
    data = packet(family, flow, **fields)
    arrives, leaves = flow[5]
    return RECORD.pack(family, arrives, leaves, accept, len(data), data)


def distinct(make, count):
    """`count` flows, no two with the same addresses and ports in either direction."""
    seen = set()
    flows = []
    while len(flows) < count:
        flow = make()
        key = flow[:5]
        if key in seen:
            continue
        seen.add(key)
        flows.append(flow)
    return flows


def forward_scenarios(maker):
    """Name, what makes its flows, and whether they get through."""
    found = [(row[0], lambda name=row[0]: maker.row(name), True) for row in ROWS]
    return found + [("every", maker.every, True), ("none-address", maker.none_address, False),
                    ("none-port", maker.none_port, False), ("not-ours", maker.not_ours, True)]


def write_forward(maker, folder, names=None, count=FLOWS):
    """One file a scenario: packets in mid-flow, as most packets are."""
    for name, make, accept in forward_scenarios(maker):
        if names and name not in names:
            continue
        flows = distinct(make, count)
        (folder / f"{name}.packets").write_bytes(
            b"".join(record(maker.family, flow, accept) for flow in flows))


def write_path(maker, folder, count=FLOWS):
    """Openings, the three packets that establish a flow, and packets of both directions."""
    family = maker.family
    flows = distinct(lambda: maker.row("sip-federation-in"), count)
    refused = distinct(maker.none_address, count)

    def opening(flow, accept=True):
        return record(family, flow, accept, flags=SYN, seq=1000, ack=0)

    def answers(flow):
        return (record(family, turned(flow), True, flags=SYN | ACK, seq=5000, ack=1001) +
                record(family, flow, True, seq=1001, ack=5001))

    def later(at, flow):
        if at % 2:
            return record(family, turned(flow), True, seq=5001, ack=1001)
        return record(family, flow, True, seq=1001, ack=5001)

    for name, packets in (
            ("path-new", (opening(flow) for flow in flows)),
            ("path-open", (opening(flow) + answers(flow) for flow in flows)),
            ("path-established", (later(at, flow) for at, flow in enumerate(flows))),
            ("path-refused", (opening(flow, False) for flow in refused))):
        (folder / f"{name}.packets").write_bytes(b"".join(packets))
