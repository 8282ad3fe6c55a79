# SPDX-License-Identifier: GPL-2.0-only
"""Does a flow pass, and what is counted for it?"""

import tap


def passes(client, name, flow, row):
    """It is answered and counted on the row, one flow, and nothing is dropped."""
    before = client.stats()
    flow.start()
    answered = flow.answered()
    packets, flows, drops = client.stats().since(before)
    tap.check(
        f"{name} passes on {row}",
        answered
        and list(packets) == [row]
        and packets[row] >= flow.least
        and flows == {row: 1}
        and not drops,
        f"answered {answered}; packets {packets}, flows {flows}, drops {drops}",
    )


def refused(client, name, flow, reason="no-row", row=None):
    """Its first packet is dropped, each time it is sent and for that reason, and does not
    arrive; `row` is the one that denies it, if any."""
    before = client.stats()
    flow.start()
    tap.wait_for(lambda: any(client.stats().since(before)))
    asked = flow.give_up()
    reached = flow.reached()
    packets, flows, drops = client.stats().since(before)
    tap.check(
        f"{name} is refused: {reason}",
        not reached
        and packets == ({row: asked} if row else {})
        and not flows
        and drops == {reason: asked},
        f"asked {asked} times, reached {reached}; packets {packets}, flows {flows}, drops {drops}",
    )
