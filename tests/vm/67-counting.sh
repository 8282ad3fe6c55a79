#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The kernel's packet generator on every CPU, as fast as it goes, all on one row, while
# counters are read and policies swapped: the sums are exact. What 15-all-cpus.sh sends is
# too little for two CPUs to meet in one counter.
. "$(dirname "$0")/lib.sh"

policy_file one >/dev/null <<-END
	allow media udp from any to av_edge port 50000-50009
	deny no-trap udp from any to av_edge port 162
END
policy_file two >/dev/null <<-END
	allow web tcp from any to access_edge port 443
	deny no-trap udp from any to av_edge port 162
	allow media udp from 0.0.0.0/0 to av_edge port 50000
END

# What a generator pushes while its CPU is busy elsewhere waits here; nothing may be lost.
backlog=/proc/sys/net/core/netdev_max_backlog
at_exit "echo $(<$backlog) >$backlog"
echo 1000000 >$backlog

topology_up partner messenger client pic edge
modprobe pktgen || bail "the kernel has no packet generator"
at_exit "rmmod pktgen"
module_load || bail "the module does not load"
python_checks 67-counting.py
finish
