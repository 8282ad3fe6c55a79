#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Routers in network namespaces of their own, each with its own policy, counters and
# generation; their end under traffic and under a dump.
#
#   left1 -- gate1 -- right1
#   left2 -- gate2 -- right2
#   left3 -- gate3 -- right3	made after the module is loaded
#
# The same addresses everywhere: a partner on the left, the Edge on the right.

. "$(dirname "$0")/lib.sh"

make_row() {
	local n=$1 host

	for host in left gate right; do
		ip netns add "$host$n"
		at_exit "ip netns del $host$n 2>/dev/null"
	done
	in_host "gate$n" bash -c 'echo 1 >/proc/sys/net/ipv4/ip_forward
		echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'
	{
		cable wan0 "left$n" eth0
		cable dmz0 "right$n" eth0
		on_link wan0 "${HOST4[partner]}" "${HOST6[partner]}"
		on_link dmz0 $ACCESS4 $ACCESS6
	} | ip -n "gate$n" -batch - || bail "gate$n cannot be set up"
	host_lines partner | ip -n "left$n" -batch - || bail "left$n cannot be set up"
	{
		host_link eth0 $ACCESS4 $ACCESS6
		echo "route add default via $GATEWAY4 dev eth0 onlink"
		echo "route add default via $GATEWAY6 dev eth0 src $ACCESS6"
	} | ip -n "right$n" -batch - || bail "right$n cannot be set up"
}

# load_into NETNS FILE: prints the generation it got.
load_into() {
	lyncctl --netns "$1" policy load "$2" --site "$SITE" >/dev/null &&
		lyncctl --netns "$1" status --json | jq -r '"\(.policy) \(.generation)"'
}

# Thousands of prefixes and hundreds of rows, so that a dump takes many messages.
big_rows() {
	awk 'BEGIN {
		printf "group many = 10.0.0.0/32"
		for (i = 1; i < 4000; i++)
			printf ", 10.%d.%d.0/30", i / 250, i % 250
		print ""
		for (i = 0; i < 300; i++)
			printf "allow big-%d tcp from many to access_edge port %d\n", i, 1000 + i
	}'
}

make_row 1
make_row 2
module_load || bail "the module does not load"
make_row 3

sip=$(policy_file sip <<-END
	allow sip-in tcp from any to access_edge port 5061
	allow both udp from any to access_edge port 3478
END
)
xmpp=$(policy_file xmpp <<-END
	allow xmpp-in tcp from any to access_edge port 5269
	allow both udp from any to access_edge port 3478
END
)
big=$(big_rows | policy_file big)

load_into gate1 "$sip" >/dev/null
load_into gate1 "$sip" >/dev/null
is "a namespace counts its own generations" "$(load_into gate1 "$sip")" "sip 3"
is "another one counts its own" "$(load_into gate2 "$xmpp")" "xmpp 1"
is "and one that is younger than the module" "$(load_into gate3 "$sip")" "sip 1"
is "the first one keeps its policy" \
	"$(lyncctl --netns gate1 status --json | jq -r .policy)" sip
is "the machine itself has none" "$(lyncctl status --json | jq .generation)" 0
refuses "and nothing to show" 4 lyncctl policy show
matches "which lyncctl says" "$(lyncctl policy show 2>&1)" ' no policy is loaded, '
is "lyncctl reads the rows of the namespace it is told" \
	"$(lyncctl --netns gate2 stats --json | jq -r '.rows[0].name')" xmpp-in
python_checks 23-namespaces.py policies
is "a large policy loads into one of them" "$(load_into gate3 "$big")" "big 2"
python_checks 23-namespaces.py deletions
finish
