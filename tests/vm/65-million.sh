#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A million prefixes are loaded, swapped, replaced and unloaded. Allowed traffic does not
# stop meanwhile, answers are right at any moment, the watchdog keeps silent at its
# strictest, and the memory comes back.
. "$(dirname "$0")/lib.sh"

# What a sender pushes while its CPU is busy elsewhere waits here; nothing may be lost.
backlog=/proc/sys/net/core/netdev_max_backlog
at_exit "echo $(<$backlog) >$backlog"
echo 100000 >$backlog

topology_up messenger edge
module_load || bail "the module does not load"
python_checks 65-million.py
finish
