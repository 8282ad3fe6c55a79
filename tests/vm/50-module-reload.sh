#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The module is unloaded and loaded again a hundred times while packets go through it.
. "$(dirname "$0")/lib.sh"

policy_file reload >/dev/null <<-END
	mode stateful
	zone perimeter = "dmz0"
	protect access_edge, av_edge behind perimeter
	allow stun-in udp from any to av_edge port 3478
END

topology_up partner messenger edge
module_load || bail "the module does not load"
python_checks 50-module-reload.py
finish
