# SPDX-License-Identifier: GPL-2.0-only
"""A later fragment comes to the hooks only where defragmentation is kept from it."""

import edgenl
import tap
import wire
from places import AV, STRANGER


def main():
    client, sender = edgenl.Client(), wire.Sender("stranger")
    for number in (4, 6):
        before = client.stats()
        part = wire.fragment(
            STRANGER.address(number), AV.address(number), wire.UDP,
            bytes(64), 64, True, 77,
        )
        sender.send(part)
        expected = ({}, {}, {"fragment": 1})
        tap.wait_for(lambda: client.stats().since(before) == expected, 5)
        tap.equal(f"later fragment, IPv{number}", client.stats().since(before), expected)
    tap.finish()


main()
