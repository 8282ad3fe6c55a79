# SPDX-License-Identifier: GPL-2.0-only
"""What connection tracking of this machine holds."""

import re
import subprocess

# The first tuple of an entry is the flow's original direction.
TUPLE = re.compile(r"^(\S+) .*?(src=\S+ dst=\S+(?: sport=\d+ dport=\d+)?)", re.MULTILINE)


def entries(family):
    """A set of texts, one for each flow of IPv4 or IPv6, family 4 or 6."""
    listing = subprocess.run(
        ["conntrack", "-L", "-f", f"ipv{family}"],
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return {" ".join(match) for match in TUPLE.findall(listing.stdout)}
