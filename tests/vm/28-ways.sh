#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Ways on which a packet is not what it seems: through a VRF, by a source route, to an
# address of this machine that leads elsewhere, from a peer whose address is translated,
# the answer that connection tracking took for the question, and a neighbour's question
# to an address that the router answers for.
. "$(dirname "$0")/lib.sh"

# The Edge's public address in front of NAT, on the router itself; what inside is
# translated to; and addresses that are the router's own by a route only.
export OUTER4=203.0.113.99 OUTER6=2001:db8:113::99
export POOL4=192.0.2.200 POOL6=2001:db8:30::200
export OWN4=192.0.2.129 OWN6=2001:db8:99::7

policy_file ways >/dev/null <<-END
	zone outside = "wan+"
	zone perimeter = "dmz+"
	group outer = $OUTER4, $OUTER6
	protect access_edge behind perimeter
	protect av_edge behind perimeter
	protect outer behind perimeter
	allow sip-in tcp from any to access_edge port 5061 in outside
	allow sip-out tcp from access_edge to any port 5061
	allow stun-in udp from any to { av_edge, outer } port 3478
END
policy_file insiders >/dev/null <<-END
	group insiders = ${HOST4[frontend]}, ${HOST6[frontend]}
	protect av_edge
	allow stun-in udp from insiders to av_edge port 3478
END
policy_file in-only >/dev/null <<-END
	allow stun-in udp from messenger_clients to av_edge port 3478
END

accept_source_routes() {
	local knob

	for knob in /proc/sys/net/ipv4/conf/{all,wan0}/accept_source_route; do
		echo "$1" >"$knob"
	done
}

translate() {
	ip addr add $OUTER4/32 dev wan0
	ip addr add $OUTER6/128 dev wan0 nodad
	nft -f - <<-END || bail "nft cannot translate addresses"
		table inet nat {
			chain in {
				type nat hook prerouting priority dstnat
				ip daddr $OUTER4 dnat ip to $AV4
				ip6 daddr $OUTER6 dnat ip6 to $AV6
			}
			chain out {
				type nat hook postrouting priority srcnat
				ip saddr ${HOST4[frontend]} snat ip to $POOL4
				ip6 saddr ${HOST6[frontend]} snat ip6 to $POOL6
			}
		}
	END
}

partner_knows_edge() {
	[[ $(in_host partner ip -6 neigh show "$ACCESS6" dev eth0) == *REACHABLE* ]]
}

# The router answers for the Edge on the partner's link. Whoever knows the address asks it
# alone, not all on the link, whether it is still there.
answer_for_edge() {
	echo 1 >/proc/sys/net/ipv6/conf/all/proxy_ndp
	ip -6 neigh add proxy $ACCESS6 dev wan0
	in_host partner ip -6 route add $ACCESS6 dev eth0
	in_host partner bash -c "echo >/dev/udp/$ACCESS6/9"
	succeeds "a neighbour that asks all finds the Edge" wait_for 10 partner_knows_edge
	in_host partner ip -6 neigh change $ACCESS6 dev eth0 nud probe
	succeeds "and one that asks it alone does" wait_for 10 partner_knows_edge
	in_host partner ip -6 route del $ACCESS6 dev eth0
	echo 0 >/proc/sys/net/ipv6/conf/all/proxy_ndp
}

# To enslave an interface takes its routes and IPv6 addresses away.
enslave() {
	local port=$1 address

	echo "link set $port master red"
	echo "addr add $GATEWAY6/64 dev $port nodad"
	for address in "${@:2}"; do
		echo "route add $address dev $port table 10"
	done
}

through_vrf() {
	{
		echo "link add red type vrf table 10"
		echo "link set red up"
		enslave wan0 "${HOST4[partner]}" "${HOST6[partner]}"
		enslave dmz0 $ACCESS4 $ACCESS6 $AV4 $AV6
	} | ip -batch - || bail "no VRF"
}

topology_up partner messenger client frontend edge
module_load || bail "the module does not load"
at_exit "nft flush ruleset"
at_exit "accept_source_routes 0"
at_exit "ip route del local $OWN4/32 dev lo; ip -6 route del local $OWN6/128 dev lo"
at_exit "ip link del red"

accept_source_routes 1
ip route add local $OWN4/32 dev lo && ip -6 route add local $OWN6/128 dev lo ||
	bail "no route to this machine"
translate
python_checks 28-ways.py hidden
answer_for_edge
nft flush ruleset
through_vrf
python_checks 28-ways.py vrf
finish
