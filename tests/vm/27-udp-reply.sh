#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# STUN on UDP 3478 in either direction: replies pass, what nobody asked for does not, and
# a live flow ends with its row.
. "$(dirname "$0")/lib.sh"

in='allow stun-in udp from messenger_clients to av_edge port 3478'
out='allow stun-out udp from av_edge to messenger_clients port 3478'
policy_file both <<<"$in"$'\n'"$out" >/dev/null
policy_file only-in <<<"$in" >/dev/null
policy_file only-out <<<"$out" >/dev/null

topology_up messenger edge
module_load || bail "the module does not load"
python_checks 27-udp-reply.py
finish
