#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A flood of SYNs that no row allows costs no connection tracking entry.
. "$(dirname "$0")/lib.sh"

topology_up stranger edge
module_load || bail "the module does not load"
policy_load sip <<-END
	allow sip-in tcp from any to access_edge port 5061
END
python_checks 13-refused-syn.py
finish
