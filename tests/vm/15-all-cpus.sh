#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# All CPUs count on the same rows at once, while counters are read and policies swapped:
# the sums are exact.
. "$(dirname "$0")/lib.sh"

policy_file one >/dev/null <<-END
	deny no-trap udp from any to av_edge port 162
	allow stun udp from any to av_edge port 3478
	allow media udp from any to av_edge port 50000-50009
	allow access udp from any to access_edge port 3478
END
# Other rows, in another order; those of the same names keep what they have counted.
policy_file two >/dev/null <<-END
	group senders = 0.0.0.0/0, ::/0
	allow web tcp from any to access_edge port 443
	allow access udp from senders to access_edge
	allow media udp from any to av_edge port { 50000-50004, 50005-50009 }
	deny no-trap udp from senders to av_edge port 162
	deny no-telnet tcp from any to access_edge port 23
	allow stun udp from senders to av_edge port 3478
END

# What a sender pushes while its CPU is busy elsewhere waits here; nothing may be lost.
backlog=/proc/sys/net/core/netdev_max_backlog
at_exit "echo $(<$backlog) >$backlog"
echo 100000 >$backlog

# A flow that pauses for longer than it is remembered would be counted once more.
remember() {
	local timeout=/proc/sys/net/netfilter/nf_conntrack_udp_timeout

	at_exit "echo $(<$timeout) >$timeout"
	echo 600 >$timeout
}

topology_up partner messenger client pic edge
module_load || bail "the module does not load"
remember
python_checks 15-all-cpus.py
finish
