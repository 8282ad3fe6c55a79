# SPDX-License-Identifier: GPL-2.0-only
# Who is where. This machine is the router; every other host is a network
# namespace. The Internet is one more router, so that its hosts share an interface
# of ours:
#
#   partner pic client messenger stranger
#      |     |     |       |        |
#   ========== internet ==============
#                  | wan0
#               router -- dmz0 ------ ext0 (Access, A/V)  edge
#                  |   -- edgeint0 -- int0 (internal leg) edge
#                  | lan0
#               frontend
# shellcheck shell=bash

ACCESS4=203.0.113.10  ACCESS6=2001:db8:113::10
AV4=203.0.113.12      AV6=2001:db8:113::12
INTERNAL4=10.45.16.10 INTERNAL6=2001:db8:45::10

INTERNET_HOSTS=(partner pic client messenger stranger)

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

# Each router is the gateway of its links under one address.
declare -A GATEWAY4=([router]=169.254.1.1 [internet]=169.254.2.1)
UPLINK4=169.254.1.2
GATEWAY6=fe80::1
HOST_LINK6=fe80::2

# batch HOST: ip commands on standard input, on that host.
batch() {
	if [[ $1 == router ]]; then
		ip -batch -
	else
		ip -n "$1" -batch -
	fi
}

# link ROUTER IFNAME HOST HOST_IFNAME: a cable, and the router's end of it. Link-local
# addresses are given by hand, so that nothing waits for duplicate detection.
link() {
	local router=$1 ifname=$2 host=$3 host_ifname=$4

	batch "$host" <<-END
		link add $host_ifname type veth peer name $ifname
		link set $host_ifname addrgenmode none up
		addr add $HOST_LINK6/64 dev $host_ifname nodad
	END
	if [[ $router == router ]]; then
		ip -n "$host" link set "$ifname" netns $$
	else
		ip -n "$host" link set "$ifname" netns "$router"
	fi
	batch "$router" <<-END
		link set $ifname addrgenmode none up
		addr add ${GATEWAY4[$router]}/32 dev $ifname
		addr add $GATEWAY6/64 dev $ifname nodad
	END
}

# reach ROUTER IFNAME ADDRESS...: on-link routes to a host's addresses.
reach() {
	local router=$1 ifname=$2 address

	shift 2
	for address; do
		echo "route add $address dev $ifname"
	done | batch "$router"
}

attach_host() {
	local router=$1 ifname=$2 host=$3

	link "$router" "$ifname" "$host" eth0
	reach "$router" "$ifname" "${HOST4[$host]}" "${HOST6[$host]}"
	batch "$host" <<-END
		addr add ${HOST4[$host]}/32 dev eth0
		addr add ${HOST6[$host]}/128 dev eth0 nodad
		route add default via ${GATEWAY4[$router]} dev eth0 onlink
		route add default via $GATEWAY6 dev eth0 src ${HOST6[$host]}
	END
}

# Two legs: what has the internal address leaves by the internal one.
attach_edge() {
	link router dmz0 edge ext0
	link router edgeint0 edge int0
	reach router dmz0 $ACCESS4 $AV4 $ACCESS6 $AV6
	reach router edgeint0 $INTERNAL4 $INTERNAL6
	batch edge <<-END
		addr add $ACCESS4/32 dev ext0
		addr add $AV4/32 dev ext0
		addr add $ACCESS6/128 dev ext0 nodad
		addr add $AV6/128 dev ext0 nodad
		addr add $INTERNAL4/32 dev int0
		addr add $INTERNAL6/128 dev int0 nodad
		route add default via ${GATEWAY4[router]} dev ext0 onlink src $ACCESS4
		route add default via $GATEWAY6 dev ext0 src $ACCESS6
		route add default via ${GATEWAY4[router]} dev int0 onlink table 100
		route add default via $GATEWAY6 dev int0 table 100
		rule add from $INTERNAL4 table 100
	END
	ip -n edge -6 rule add from $INTERNAL6 table 100
}

attach_internet() {
	link router wan0 internet up0
	batch internet <<-END
		addr add $UPLINK4/32 dev up0
		route add default via ${GATEWAY4[router]} dev up0 onlink
		route add default via $GATEWAY6 dev up0
	END
	batch router <<-END
		route replace default via $UPLINK4 dev wan0 onlink
		route replace default via $HOST_LINK6 dev wan0
	END
}

# Reverse path filtering would hide what the module does about spoofed sources.
make_router() {
	in_host "$1" sysctl -qw net.ipv4.ip_forward=1 \
		net.ipv6.conf.all.forwarding=1 net.ipv4.conf.all.rp_filter=0 \
		net.ipv4.conf.default.rp_filter=0
}

# Every address: name, host, interface of ours its packets arrive by, both versions.
list_places() {
	local host

	echo "access edge dmz0 $ACCESS4 $ACCESS6"
	echo "av edge dmz0 $AV4 $AV6"
	echo "internal edge edgeint0 $INTERNAL4 $INTERNAL6"
	echo "frontend frontend lan0 ${HOST4[frontend]} ${HOST6[frontend]}"
	for host in "${INTERNET_HOSTS[@]}"; do
		echo "$host $host wan0 ${HOST4[$host]} ${HOST6[$host]}"
	done
}

topology_up() {
	local host

	for host in internet edge frontend "${INTERNET_HOSTS[@]}"; do
		ip netns add "$host"
		ip -n "$host" link set lo up
	done
	ip link set lo up
	make_router router
	make_router internet
	attach_internet
	attach_edge
	attach_host router lan0 frontend
	for host in "${INTERNET_HOSTS[@]}"; do
		attach_host internet "to-$host" "$host"
	done
}

topology_down() {
	local host

	for host in internet edge frontend "${INTERNET_HOSTS[@]}"; do
		ip netns del "$host" 2>/dev/null
	done
}
