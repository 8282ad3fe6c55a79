# SPDX-License-Identifier: GPL-2.0-only
"""Does a flow pass, and what is counted for it?"""

import tap

# A datagram and its answer; a handshake, a question and its answer.
LEAST = {"UdpFlow": 2, "TcpFlow": 5}


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
        and packets[row] >= LEAST[type(flow).__name__]
        and flows == {row: 1}
        and not drops,
        f"answered {answered}; packets {packets}, flows {flows}, drops {drops}",
    )


def refused(client, name, flow, reason="no-row", row=None):
    """Its first packet is dropped, once and for that reason, and does not arrive; `row` is
    the one that denies it, if any."""
    before = client.stats()
    flow.start()
    tap.wait_for(lambda: any(client.stats().since(before)))
    flow.client.close()
    reached = flow.reached()
    packets, flows, drops = client.stats().since(before)
    tap.check(
        f"{name} is refused: {reason}",
        not reached
        and packets == ({row: 1} if row else {})
        and not flows
        and drops == {reason: 1},
        f"reached {reached}; packets {packets}, flows {flows}, drops {drops}",
    )
