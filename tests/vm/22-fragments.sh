#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Datagrams in fragments: judged as a whole, or not let through. With and without
# connection tracking.

. "$(dirname "$0")/lib.sh"

topology_up messenger edge
module_load || bail "the module does not load"
# What never becomes whole is given up after a second.
echo 1 >/proc/sys/net/ipv4/ipfrag_time

default_load
echo 1 >/proc/sys/net/netfilter/nf_conntrack_frag6_timeout
at_exit "echo 30 >/proc/sys/net/ipv4/ipfrag_time"
at_exit "echo 60 >/proc/sys/net/netfilter/nf_conntrack_frag6_timeout"
python_checks 22-fragments.py

policy_load flowless <<-'END'
	mode stateless
	allow messenger-stun-in udp from messenger_clients to av_edge port 3478
	allow sip-federation-in tcp from any to access_edge port 5061
END
python_checks 22-fragments.py
finish
