# SPDX-License-Identifier: GPL-2.0-only
# Who is where. The router is the guest itself; every other host is a network namespace
# with a cable of its own to the router. Addresses are those of tests/vectors/site.conf.
#
#   partner   -- wan0 |        | dmz0 -- ext0 (Access, A/V)   edge
#   pic       -- wan1 |        | dmz1 -- int0 (internal leg)  edge
#   client    -- wan2 | router |
#   messenger -- wan3 |        | eth2 -- eth0 frontend
#   stranger  -- wan4 |        |
#
# Every host but the Edge calls its interface eth0. Behind the stranger are the whole
# networks STRANGERS4 and STRANGERS6, where nobody answers.
# shellcheck shell=bash

export ACCESS4=203.0.113.10 ACCESS6=2001:db8:113::10
export AV4=203.0.113.12 AV6=2001:db8:113::12
export INTERNAL4=10.45.16.10 INTERNAL6=2001:db8:45::10
export INSIDE4=10.45.0.0/16 INSIDE6=2001:db8:45::/48
export STRANGERS4=198.18.0.0/15 STRANGERS6=2001:db8:66::/48

declare -A HOST4=(
	[partner]=198.51.100.20
	[pic]=65.54.52.20
	[client]=192.0.2.30
	[messenger]=65.52.10.40
	[stranger]=198.18.0.66
	[frontend]=10.45.20.5
)
declare -A HOST6=(
	[partner]=2001:db8:100::20
	[pic]=2001:db8:54::20
	[client]=2001:db8:30::30
	[messenger]=2001:db8:65::40
	[stranger]=2001:db8:66::66
	[frontend]=2001:db8:45:20::5
)
# The router's interface towards a host.
declare -A PORT=(
	[partner]=wan0 [pic]=wan1 [client]=wan2 [messenger]=wan3 [stranger]=wan4
	[frontend]=eth2 [edge]=dmz0
)
# The router's own addresses, the same on every interface.
export GATEWAY4=169.254.1.1 GATEWAY6=fe80::1 HOST_LINK6=fe80::2

HOSTS=()

# in_host HOST COMMAND...: the router is the guest itself.
in_host() {
	if [[ $1 == router ]]; then
		"${@:2}"
	else
		ip netns exec "$@"
	fi
}

# cable PORT HOST IFNAME: lines for ip -batch on the router.
cable() {
	cat <<-END
		link add $1 type veth peer name $3 netns $2
		link set $1 addrgenmode none up
		addr add $GATEWAY4/32 dev $1
		addr add $GATEWAY6/64 dev $1 nodad
	END
}

# on_link PORT ADDRESS...: lines for ip -batch on the router.
on_link() {
	local address

	for address in "${@:2}"; do
		echo "route add $address dev $1"
	done
}

# host_link IFNAME ADDRESS...: lines for ip -batch on a host.
host_link() {
	local address

	echo "link set lo up"
	echo "link set $1 addrgenmode none up"
	echo "addr add $HOST_LINK6/64 dev $1 nodad"
	for address in "${@:2}"; do
		case $address in
		*:*) echo "addr add $address/128 dev $1 nodad" ;;
		*) echo "addr add $address/32 dev $1" ;;
		esac
	done
}

router_lines() {
	local host

	for host in "${HOSTS[@]}"; do
		echo "netns add $host"
		cable "${PORT[$host]}" "$host" "$([[ $host == edge ]] && echo ext0 || echo eth0)"
		if [[ $host == edge ]]; then
			cable dmz1 edge int0
			on_link dmz0 $ACCESS4 $AV4 $ACCESS6 $AV6
			on_link dmz1 $INTERNAL4 $INTERNAL6
		else
			on_link "${PORT[$host]}" "${HOST4[$host]}" "${HOST6[$host]}"
		fi
		if [[ $host == stranger ]]; then
			echo "route add $STRANGERS4 via ${HOST4[stranger]} dev wan4 onlink"
			echo "route add $STRANGERS6 via $HOST_LINK6 dev wan4"
		fi
	done
}

host_lines() {
	local host=$1

	host_link eth0 "${HOST4[$host]}" "${HOST6[$host]}"
	cat <<-END
		route add default via $GATEWAY4 dev eth0 onlink
		route add default via $GATEWAY6 dev eth0 src ${HOST6[$host]}
	END
}

# The internal networks are behind the internal leg, all others behind the external one.
edge_lines() {
	host_link ext0 $ACCESS4 $AV4 $ACCESS6 $AV6
	host_link int0 $INTERNAL4 $INTERNAL6
	cat <<-END
		route add default via $GATEWAY4 dev ext0 onlink src $ACCESS4
		route add default via $GATEWAY6 dev ext0 src $ACCESS6
		route add $INSIDE4 via $GATEWAY4 dev int0 onlink src $INTERNAL4
		route add $INSIDE6 via $GATEWAY6 dev int0 src $INTERNAL6
	END
}

# Reverse path filtering would hide what the module does about spoofed sources.
make_router() {
	local knob

	echo 1 >/proc/sys/net/ipv4/ip_forward
	echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
	for knob in /proc/sys/net/ipv4/conf/{all,default}/rp_filter; do
		echo 0 >"$knob"
	done
}

# topology_up HOST...: the router and these hosts, all of them without an argument.
topology_up() {
	local host

	HOSTS=("$@")
	(($#)) || HOSTS=(partner pic client messenger stranger frontend edge)
	make_router
	ip link set lo up
	router_lines | ip -batch - || bail "the topology cannot be built"
	for host in "${HOSTS[@]}"; do
		if [[ $host == edge ]]; then
			edge_lines
		else
			host_lines "$host"
		fi | ip -n "$host" -batch - || bail "host $host cannot be set up"
	done
}

# The cables go with their hosts' ends; at once, not when the kernel gets to it.
topology_down() {
	local host

	for host in "${HOSTS[@]}"; do
		echo "link del ${PORT[$host]}"
		[[ $host != edge ]] || echo "link del dmz1"
		echo "netns del $host"
	done | ip -force -batch - 2>/dev/null
	HOSTS=()
}
