# SPDX-License-Identifier: GPL-2.0-only
"""Who is where, as topology.sh wrote it down: name, host, interface of the router
that its packets arrive by, IPv4 address, IPv6 address."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Place:
    """An address of a host, or of another host that it pretends to be."""

    name: str
    host: str
    ifname: str
    addresses: dict

    def address(self, family):
        return self.addresses[family]

    def on(self, other):
        """The same addresses, used by another host."""
        return Place(f"{self.name}, forged", other.host, other.ifname, self.addresses)


def read_places(path):
    places = {}
    with open(path, encoding="ascii") as lines:
        for line in lines:
            name, host, ifname, ipv4, ipv6 = line.split()
            places[name] = Place(name, host, ifname, {4: ipv4, 6: ipv6})
    return places


def find_place(places, text):
    """`access`, or `access@stranger`: the stranger under the Access address."""
    name, _, host = text.partition("@")
    return places[name].on(places[host]) if host else places[name]
