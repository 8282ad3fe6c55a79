# SPDX-License-Identifier: GPL-2.0-only
"""Who is where: the hosts lib.sh builds, with the addresses of
tests/vectors/site.conf."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Place:
    """An address of a host, in both families."""

    name: str
    host: str
    ipv4: str
    ipv6: str

    def address(self, number):
        return self.ipv4 if number == 4 else self.ipv6


ACCESS = Place("access", "edge", "203.0.113.10", "2001:db8:113::10")
AV = Place("av", "edge", "203.0.113.12", "2001:db8:113::12")
INTERNAL = Place("internal", "edge", "10.45.16.10", "2001:db8:45::10")
PARTNER = Place("partner", "partner", "198.51.100.20", "2001:db8:100::20")
PIC = Place("pic", "pic", "65.54.52.20", "2001:db8:54::20")
CLIENT = Place("client", "client", "192.0.2.30", "2001:db8:30::30")
MESSENGER = Place("messenger", "messenger", "65.52.10.40", "2001:db8:65::40")
STRANGER = Place("stranger", "stranger", "198.18.0.66", "2001:db8:66::66")
FRONTEND = Place("frontend", "frontend", "10.45.20.5", "2001:db8:45:20::5")
