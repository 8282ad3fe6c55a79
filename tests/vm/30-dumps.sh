#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# A dump takes many messages, and the policy may be replaced between two of them.
. "$(dirname "$0")/lib.sh"

module_load || bail "the module does not load"
big_policy left 10 >/dev/null
big_policy right 172 >/dev/null
python_checks 30-dumps.py
finish
