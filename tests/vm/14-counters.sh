#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What is counted, on which row or under which reason, to the packet and the byte.
. "$(dirname "$0")/lib.sh"

policy_file first >/dev/null <<-END
	zone perimeter = "dmz0"
	protect access_edge behind perimeter
	protect av_edge, internal_edge
	deny no-telnet tcp from any to access_edge port 23
	allow sip-in tcp from any to access_edge port 5061
	allow stun-in udp from any to av_edge port 3478
END
policy_file second >/dev/null <<-END
	allow stun-in udp from any to av_edge port 3478
	allow web tcp from any to access_edge port 443
	deny no-telnet tcp from any to access_edge port 23
	allow sip-in tcp from any to access_edge port 5061
END

# The reason "fragment" is for what defragmentation lets through: what is not tracked.
leave_fragments() {
	nft -f - <<-END
		table inet early {
			chain prerouting {
				type filter hook prerouting priority -450
				iifname "wan4" notrack
			}
		}
	END
}

topology_up partner stranger edge
module_load || bail "the module does not load"
python_checks 14-counters.py
at_exit "nft delete table inet early"
leave_fragments || bail "nft cannot keep packets from being tracked"
python_checks 14-fragment.py
finish
