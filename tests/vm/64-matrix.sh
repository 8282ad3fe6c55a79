#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Each row of the default policy, and what stands beside it, by real sockets over IPv4
# and IPv6.

. "$(dirname "$0")/lib.sh"

topology_up
module_load || bail "the module does not load"
default_load
python_checks 64-matrix.py
finish
