#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What is wrong with a message is refused with a sentence, and the policy that runs is
# not touched. LYNC_SEED is the number to repeat a run of mutations with.
. "$(dirname "$0")/lib.sh"

# Of everything a policy can have one at least.
policy_file hostile >/dev/null <<-END
	mode stateful
	zone inside = "eth2", "lan+"
	zone everywhere = any
	group edge = 203.0.113.10, 203.0.113.16/29, 2001:db8:113::/64
	group anybody = any
	group lans = 10.0.0.0/8, 2001:db8:45::/48
	protect edge behind inside
	protect 203.0.113.128
	allow web tcp from anybody to edge port 443
	allow sip tcp from { lans, 192.0.2.0/24 } to edge port { 5061, 5063-5064 } in inside
	deny no-stun udp from 2001:db8:1::/48 to edge port 3478 comment "not here"
	allow stun udp from any to edge port 3478 in everywhere
	allow mail tcp from edge port 1024-65535 to any port 25
	allow ping icmp from 198.51.100.0/24 to edge
END

module_load || bail "the module does not load"
for host in fuzz0 fuzz1; do
	ip netns add $host || bail "namespace $host cannot be made"
	at_exit "ip netns del $host"
done
python_checks 51-hostile-netlink.py
python_checks 51-mutations.py "${LYNC_SEED:-20131}" fuzz0 fuzz1
finish
