#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# The hardest policies that are legal, and some beyond: each is loaded or refused with a
# sentence, before long, and the watchdog keeps silent at its strictest.
. "$(dirname "$0")/lib.sh"

topology_up partner frontend
module_load || bail "the module does not load"
python_checks 66-worst-policies.py
finish
