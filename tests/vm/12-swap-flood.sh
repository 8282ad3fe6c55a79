#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A flood through both CPUs while policies are swapped: what both allow is not lost,
# what both refuse does not pass.
. "$(dirname "$0")/lib.sh"

policy_file one >/dev/null <<-END
	allow stun-in udp from any to av_edge port 3478
END
policy_file two >/dev/null <<-END
	mode stateful
	group senders = 198.51.100.0/24, 65.52.0.0/14, 2001:db8:100::/48, 2001:db8:65::/48
	deny no-telnet tcp from any to access_edge port 23
	allow web tcp from any to access_edge port 443
	allow stun-in udp from senders to av_edge port { 3478, 3480-3490 }
END

# What a sender pushes while its CPU is busy elsewhere waits here; nothing may be lost.
backlog=/proc/sys/net/core/netdev_max_backlog
at_exit "echo $(<$backlog) >$backlog"
echo 100000 >$backlog

topology_up partner messenger edge
module_load || bail "the module does not load"
python_checks 12-swap-flood.py
finish
