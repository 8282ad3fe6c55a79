#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Sessions older than the module and than all connection tracking.
. "$(dirname "$0")/lib.sh"

policy_file with >/dev/null <<-END
	allow sip-in tcp from any to access_edge port 5061
	allow sip-out tcp from access_edge to any port 5061
END
policy_file outwards >/dev/null <<-END
	allow sip-out tcp from access_edge to any port 5061
END
policy_file without >/dev/null <<-END
	allow web tcp from any to access_edge port 443
END

topology_up partner stranger edge
python_checks 11-older-flows.py
finish
