#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Zones follow interfaces that are renamed, removed, made again and moved elsewhere, and
# so do the rows and the protection that name zones.
. "$(dirname "$0")/lib.sh"

# Lines for ip -batch on the router that 24-interfaces.py puts an interface's name into:
# what a new one needs, or one that lost all it had on the way. And the partner's.
again() {
	cable @ - - | sed 1d
	on_link @ "$@"
}
again "${HOST4[partner]}" "${HOST6[partner]}" >"$WORK/partner.ip"
again "$ACCESS4" "$ACCESS6" >"$WORK/edge.ip"
host_lines partner >"$WORK/host.ip"

file=$(policy_file zones <<-END
	zone outside = "wan0", "lab+"
	zone perimeter = "dmz+"
	protect access_edge behind perimeter
	allow sip-in tcp from any to access_edge port 5061 in outside
	allow stun-out udp from access_edge to any port 3478
END
)

topology_up partner client edge
at_exit "ip netns del attic"
ip netns add attic || bail "no namespace to move an interface to"
module_load || bail "the module does not load"
lyncctl --netns attic policy load "$file" --site "$SITE" >/dev/null ||
	bail "the policy does not load into a namespace"
python_checks 24-interfaces.py
matches "lyncctl shows the zones as they are" "$(lyncctl status)" \
	$'\nzone outside: wan0\nzone perimeter: dmz[01], dmz[01]$'
finish
