#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# `mode stateless` on asymmetric routes: the router sees one direction of each session.
#
#   partner eth0 -- router -- ext0 edge
#   partner way0 ------------ way0 edge	a cable past the router
. "$(dirname "$0")/lib.sh"

WAY6_PARTNER=fe80::a WAY6_EDGE=fe80::e
ROWS='allow sip-in tcp from any to access_edge port 5061
allow stun-in udp from any to av_edge port 3478'

# The same rows in either mode.
for mode in stateful stateless; do
	policy_file "rows-$mode" <<<"mode $mode"$'\n'"$ROWS" >/dev/null
done

# way HOST LINK6: its end of the cable past the router.
way() {
	ip -n "$1" -batch - <<-END || bail "no way past the router at $1"
		link set way0 addrgenmode none up
		addr add $2/64 dev way0 nodad
	END
}

build_way() {
	ip link add way0 netns partner type veth peer name way0 netns edge
	way partner $WAY6_PARTNER
	way edge $WAY6_EDGE
}

# What follows 26-stateless.py puts in force when it is time to. First, that what a host
# sends to the other goes past the router.
cat >"$WORK/partner.ip" <<-END
	route add $ACCESS4 dev way0
	route add $ACCESS6 via $WAY6_EDGE dev way0
END
cat >"$WORK/edge.ip" <<-END
	route add ${HOST4[partner]} dev way0
	route add ${HOST6[partner]} via $WAY6_PARTNER dev way0
END
# What a host answers to packets made by hand would be counted as well.
cat >"$WORK/quiet.nft" <<-END
	table inet quiet {
		chain input {
			type filter hook input priority 0; policy drop
			icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
		}
	}
END
# A rule about connections has the router track them, whatever our policy needs.
cat >"$WORK/track.nft" <<-END
	table inet track {
		chain forward {
			type filter hook forward priority 10
			ct state invalid counter
		}
	}
END
cat >"$WORK/notrack.nft" <<-END
	table inet early {
		chain prerouting { type filter hook prerouting priority -450; notrack; }
	}
END

topology_up partner edge
build_way
module_load || bail "the module does not load"
at_exit "nft flush ruleset"
python_checks 26-stateless.py
finish
