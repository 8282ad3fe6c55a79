#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# An Edge with private addresses, which the router translates from and to public ones.
. "$(dirname "$0")/lib.sh"

PUBLIC_ACCESS="$ACCESS4, $ACCESS6"
PUBLIC_AV="$AV4, $AV6"

# nat_rules PUBLIC... PRIVATE...: the Access address and that of A/V, each over IPv4 and
# IPv6. Inside, client SIP and the partner's STUN have other ports.
nat_rules() {
	cat <<-END
		table inet nat {
			chain in {
				type nat hook prerouting priority dstnat
				ip daddr $1 tcp dport 443 dnat ip to $5:4443
				ip6 daddr $2 tcp dport 443 dnat ip6 to [$6]:4443
				iifname "wan0" ip daddr $3 udp dport 3478 dnat ip to $7:13478
				iifname "wan0" ip6 daddr $4 udp dport 3478 dnat ip6 to [$8]:13478
				iifname "wan*" dnat ip to ip daddr map { $1 : $5, $3 : $7 }
				iifname "wan*" dnat ip6 to ip6 daddr map { $2 : $6, $4 : $8 }
			}
			chain out {
				type nat hook postrouting priority srcnat
				oifname "wan*" snat ip to ip saddr map { $5 : $1, $7 : $3 }
				oifname "wan*" snat ip6 to ip6 saddr map { $6 : $2, $8 : $4 }
			}
		}
	END
}

# site NAME ACCESS AV: a site file with these forms of the Edge's external addresses.
site() {
	cat >"$WORK/$1.site" <<-END
		group access_edge = $2
		group av_edge = $3
		group internal_edge = $INTERNAL4, $INTERNAL6
		group messenger_clients = ${HOST4[messenger]}, ${HOST6[messenger]},
			${HOST4[partner]}, ${HOST6[partner]}
	END
}

# From here on these are what the Edge itself has; nobody has the public ones.
public=("$ACCESS4" "$ACCESS6" "$AV4" "$AV6")
ACCESS4=192.168.113.10 ACCESS6=fd00:113::10 AV4=192.168.113.12 AV6=fd00:113::12
site both "$PUBLIC_ACCESS, $ACCESS4, $ACCESS6" "$PUBLIC_AV, $AV4, $AV6"
site private "$ACCESS4, $ACCESS6" "$AV4, $AV6"
site public "$PUBLIC_ACCESS" "$PUBLIC_AV"

policy_file rest-denied >/dev/null <<-END
	include "default"
	deny rest any from any to any
END
# The forms apart: which of them is it that a flow is judged by?
policy_file original >/dev/null <<-END
	group outer = $PUBLIC_ACCESS
	group inner = $ACCESS4, $ACCESS6
	protect outer, inner
	allow sip-in tcp from any to outer port 5061
	allow sip-out tcp from inner to any port 5061
END
policy_file translated >/dev/null <<-END
	group outer = $PUBLIC_ACCESS
	group inner = $ACCESS4, $ACCESS6
	protect outer, inner
	allow sip-in tcp from any to inner port 5061
	allow sip-out tcp from outer to any port 5061
END
# Protected is only what the Edge itself has; rows are about the form that is opened.
policy_file inner-only >/dev/null <<-END
	group outer = $PUBLIC_ACCESS
	group inner = $ACCESS4, $ACCESS6
	group unwanted = ${HOST4[messenger]}, ${HOST6[messenger]}
	protect inner
	deny unwanted-in tcp from unwanted to outer port 5061
	allow sip-in tcp from any to outer port 5061
END

topology_up partner messenger edge
nat_rules "${public[@]}" $ACCESS4 $ACCESS6 $AV4 $AV6 | nft -f - ||
	bail "nft cannot translate addresses"
at_exit "nft delete table inet nat"
module_load || bail "the module does not load"

python_checks 25-nat.py
finish
