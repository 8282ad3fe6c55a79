#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What is not ours goes on through all that can happen to the module: sessions between
# hosts that are no Edge, and the administrator's ssh to the router itself.
. "$(dirname "$0")/lib.sh"

export ROUTER4=172.31.0.1 ROUTER6=2001:db8:fe::1

# As session.patient() makes the hosts: only what is lost is sent again, not what is late.
be_patient() {
	ip -batch - <<-END
		route change ${HOST4[partner]} dev wan0 rto_min 5s
		route change ${HOST6[partner]} dev wan0 rto_min 5s
	END
}

# One segment, one packet, so that those sent and received are equal in number.
split_segments() {
	in_host partner ethtool -K eth0 tso off gso off && ethtool -K wan0 tso off gso off
}

key() {
	ssh-keygen -q -t ed25519 -N '' -C "" -f "$WORK/$1"
}

start_sshd() {
	key server && key user || return
	mkdir -p /run/sshd
	cat >"$WORK/sshd.conf" <<-END
		ListenAddress $ROUTER4
		ListenAddress $ROUTER6
		HostKey $WORK/server
		AuthorizedKeysFile $WORK/user.pub
		PermitRootLogin prohibit-password
		StrictModes no
		UsePAM no
		UseDNS no
		PidFile none
		KexAlgorithms curve25519-sha256
	END
	spawn sshd /usr/sbin/sshd -D -e -f "$WORK/sshd.conf"
	wait_for 20 grep -q "listening on $ROUTER4" "$WORK/sshd.log"
}

policy_file first >/dev/null <<-END
	allow sip-in tcp from any to access_edge port 5061
END
policy_file second >/dev/null <<-END
	zone perimeter = "dmz+"
	protect access_edge behind perimeter
	deny ssh tcp from any to any port 22
	allow sip-in tcp from any to access_edge port 5061
END

topology_up partner frontend
ip addr add $ROUTER4/32 dev lo
ip addr add $ROUTER6/128 dev lo nodad
at_exit "ip addr del $ROUTER4/32 dev lo; ip addr del $ROUTER6/128 dev lo"
be_patient || bail "the router has no route to be patient on"
split_segments || bail "ethtool cannot have segments split"
start_sshd || bail "sshd does not start: $(tail -n 3 "$WORK/sshd.log")"
python_checks 63-not-ours.py
finish
