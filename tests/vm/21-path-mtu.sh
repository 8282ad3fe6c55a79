#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Path MTU discovery by routers outside and inside, other ICMP errors, and no other ICMP.
#
#   far -- hop0 partner -- router -- edge hop0 -- deep
#
# The partner's address moves to the host behind it, and the Edge's Access address to
# the host behind the Edge; what stands between is a router.

. "$(dirname "$0")/lib.sh"

# move_behind HOST IFNAME NEW TRANSIT4 TRANSIT6 ADDRESS4 ADDRESS6
move_behind() {
	local host=$1 ifname=$2 new=$3 transit4=$4 transit6=$5 addr4=$6 addr6=$7

	ip netns add "$new"
	at_exit "ip netns del $new"
	in_host "$host" bash -c 'echo 1 >/proc/sys/net/ipv4/ip_forward
		echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
		echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter'
	ip -n "$host" -batch - <<-END || bail "$new cannot be put behind $host"
		link add hop0 type veth peer name eth0 netns $new
		link set hop0 addrgenmode none up
		addr add $transit4/32 dev $ifname
		addr add $transit6/128 dev $ifname nodad
		addr add $GATEWAY6/64 dev hop0 nodad
		route replace default via $GATEWAY4 dev $ifname onlink src $transit4
		route replace default via $GATEWAY6 dev $ifname src $transit6
		addr del $addr4/32 dev $ifname
		addr del $addr6/128 dev $ifname
		route add $addr4 dev hop0 mtu lock 1400
		route add $addr6 dev hop0 mtu lock 1400
	END
	{
		host_link eth0 "$addr4" "$addr6"
		echo "route add default via $transit4 dev eth0 onlink"
		echo "route add default via $GATEWAY6 dev eth0 src $addr6"
	} | ip -n "$new" -batch - || bail "$new cannot be set up"
	ip -batch - <<-END || bail "no route to $new"
		route replace $addr4 via $transit4 dev ${PORT[$host]} onlink
		route replace $addr6 via $HOST_LINK6 dev ${PORT[$host]}
	END
}

topology_up partner messenger edge
move_behind partner eth0 far 100.64.1.1 2001:db8:f1::1 \
	"${HOST4[partner]}" "${HOST6[partner]}"
move_behind edge ext0 deep 100.64.2.1 2001:db8:f2::1 $ACCESS4 $ACCESS6
module_load || bail "the module does not load"
default_load

python_checks 21-path-mtu.py
python_checks 21-icmp-errors.py
finish
