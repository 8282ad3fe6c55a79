# SPDX-License-Identifier: GPL-2.0-only
"""A generator on each CPU, each over a cable of its own; every packet, byte and flow is
counted once."""

import os
import socket
import subprocess

import edgenl
import netns
import policies
import tap
import wire
from flood import forwarded_by_cpu
from places import AV, CLIENT, MESSENGER, PARTNER, PIC

# Hosts, and the router's interface towards each.
HOSTS = ((PARTNER, "wan0"), (MESSENGER, "wan3"), (CLIENT, "wan2"), (PIC, "wan1"))
NAMES = ("one", "two")
# Rounds: port and the counters it moves. Only the first is allowed.
ROUNDS = ((50000, "media"), (162, "no-trap"))
SENT = 100000
FLOWS = 64
ETHERNET = 14
FRAME = 98
PKTGEN = "/proc/net/pktgen"


def address_of(interface):
    with open(f"/sys/class/net/{interface}/address", encoding="ascii") as file:
        return file.read().strip()


class Generator:
    """Of one host, on one CPU."""

    def __init__(self, cpu, host, interface):
        self.host = host
        self.write(f"kpktgend_{cpu}", "rem_device_all", "add_device eth0")
        self.write(
            "eth0", f"count {SENT}", "delay 0", f"pkt_size {FRAME}", "flag NO_TIMESTAMP",
            f"dst_mac {address_of(interface)}", f"dst_min {AV.ipv4}", f"dst_max {AV.ipv4}",
            f"src_min {host.ipv4}", f"src_max {host.ipv4}",
            "udp_src_min 40000", f"udp_src_max {40000 + FLOWS}",
        )

    def write(self, file, *lines):
        # one write is one command
        text = "; ".join(f"echo '{line}' >{PKTGEN}/{file}" for line in lines)
        subprocess.run(["ip", "netns", "exec", self.host.host, "sh", "-ec", text], check=True)

    def start(self, port):
        """A process that ends when all is sent."""
        self.write("eth0", f"udp_dst_min {port}", f"udp_dst_max {port}")
        return subprocess.Popen(
            ["ip", "netns", "exec", self.host.host, "sh", "-ec", f"echo start >{PKTGEN}/pgctrl"]
        )


def swap_and_read(client, messages, running):
    """Until all is sent. Swaps, and whether what was read ever went back."""
    swaps, last, backwards = 0, client.stats(), []
    while any(process.poll() is None for process in running):
        policies.put(client, messages[swaps % len(messages)])
        swaps += 1
        seen = client.stats()
        backwards += [
            name for name, row in seen.rows.items()
            if name in last.rows and row.packets < last.rows[name].packets
        ]
        last = seen
    return swaps, backwards


def check_round(client, messages, generators, port, row):
    before, forwarded = client.stats(), forwarded_by_cpu()
    swaps, backwards = swap_and_read(
        client, messages, [generator.start(port) for generator in generators]
    )
    total = SENT * len(generators)
    flows = FLOWS * len(generators) if row == "media" else 0
    expected = edgenl.Row(total, total * (FRAME - ETHERNET), flows)

    def counted():
        now, old = client.stats().rows[row], before.rows[row]
        return edgenl.Row(now.packets - old.packets, now.bytes - old.bytes,
                          now.flows - old.flows)

    tap.wait_for(lambda: counted() == expected)
    tap.equal(f"{row}: packets, bytes, flows", counted(), expected)
    drops = {} if row == "media" else {"deny-row": total}
    tap.equal(f"{row}: drops", client.stats().since(before)[2], drops)
    tap.check(f"{row}: swaps meanwhile, nothing went back", swaps and not backwards,
              f"{swaps} swaps, {backwards}")
    now = forwarded_by_cpu()
    by_cpu = [new - old for new, old in zip(now[0], forwarded[0])][: len(generators)]
    tap.check(f"{row}: every CPU worked", min(by_cpu) >= SENT, by_cpu)
    tap.equal(f"{row}: packets lost in the router's queues", now[1] - forwarded[1], 0)
    print(f"# {row}: {len(generators)} CPUs, {swaps} swaps", flush=True)


def main():
    cpus = sorted(os.sched_getaffinity(0))[: len(HOSTS)]
    client = edgenl.Client()
    messages = list(policies.load_and_save(client, *NAMES).values())
    receiver = netns.open_socket("edge", wire.FAMILY[4], socket.SOCK_DGRAM)
    receiver.bind((AV.ipv4, ROUNDS[0][0]))
    generators = [Generator(cpu, *where) for cpu, where in zip(cpus, HOSTS)]
    tap.check("there are two CPUs or more", len(generators) >= 2, len(generators))
    for port, row in ROUNDS:
        check_round(client, messages, generators, port, row)
    receiver.close()
    tap.finish()


main()
