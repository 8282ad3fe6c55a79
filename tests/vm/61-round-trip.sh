#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What is shown is what was loaded; what is refused or only tried changes nothing.
. "$(dirname "$0")/lib.sh"

everything() {
	cat <<-'END'
		policy everything "What the language has; don't forget the \\"
		mode stateless
		default group partners = any
		group edge = 203.0.113.10, 2001:db8:113::10
		group nested = edge, 203.0.113.16-203.0.113.23, 2001:db8:113:8000::/49
		group nobody = none
		group whole = 0.0.0.0/0, ::/0
		zone inside = "eth2", "lan+"
		zone everywhere = any
		protect edge behind inside
		protect nested, nobody
		section "First" {
		    allow sip tcp from partners port { 1024-65535 } to edge port { 443, 5061 } in inside
		    deny telnet any from 10.0.0.0/8 to { edge, nested } port 23 comment "not even for us"
		}
		section "Second" {
		    allow ping icmp from { 198.51.100.0/24, 2001:db8:1::/48 } to nested
		    allow ping6 icmpv6 from whole to nested in everywhere
		    allow idle udp from nobody to edge port 3478
		    allow gre 47 from any to any
		}
		section "First" {
		    deny rest any from any to none
		}
	END
}

# goes_round NAME FILE PREFIXES: load, show, load what was shown, show again. PREFIXES
# are those there are at least.
goes_round() {
	local name=$1 shown=$WORK/shown

	succeeds "$name: loads" lyncctl policy load "$2" --site "$SITE"
	lyncctl policy show >"$shown"
	succeeds "$name: what is shown loads" \
		lyncctl policy load - --site /dev/null <"$shown"
	succeeds "$name: and is shown as the same" cmp "$shown" <(lyncctl policy show)
	succeeds "$name: which is what lyncctl reads in the file" \
		cmp "$shown" <(lyncctl policy show "$2" --site "$SITE")
	at_least "$name: prefixes" "$(lyncctl status --json | jq .prefixes)" "$3"
}

# state FILE: what runs: generation, policy, and its answers.
state() {
	{
		lyncctl status --json | jq .generation
		lyncctl policy show
		lyncctl explain --batch "$WORK/questions"
	} >"$1"
}

# untouched NAME: nothing is different from what state had put into before.
untouched() {
	state "$WORK/after"
	succeeds "$1: the running policy is untouched" cmp "$WORK/before" "$WORK/after"
}

tried() {
	local file=$1

	state "$WORK/before"
	succeeds "a dry run of another policy" \
		lyncctl policy load "$file" --site "$SITE" --dry-run
	untouched "dry run"
	is "a dry run says what runs, not what it would be" \
		"$(lyncctl policy load "$file" --site "$SITE" --dry-run --json |
			jq -c '[.loaded, .generation]')" "[false,$(generation)]"
}

stale() {
	local file=$1 now wrong

	now=$(generation)
	for wrong in 0 $((now - 1)) $((now + 1)) 4294967295; do
		refuses "generation $wrong is expected, $now runs" 4 \
			lyncctl policy load "$file" --site "$SITE" --expect-generation "$wrong"
	done
	refuses "nor is a dry run of it right" 4 \
		lyncctl policy load "$file" --site "$SITE" --dry-run --expect-generation 0
	refuses "nor is it unloaded" 4 \
		lyncctl policy unload --expect-generation $((now - 1))
	matches "the sentence says what runs" \
		"$(lyncctl policy load "$file" --site "$SITE" --expect-generation 0 2>&1)" \
		"another generation is running.*generation $now is running"
	untouched "stale generation"
	succeeds "the right generation is expected" \
		lyncctl policy load "$file" --site "$SITE" --expect-generation "$now"
	is "and the next one runs" "$(generation)" $((now + 1))
	state "$WORK/after"
	refuses "other answers are told apart" 1 cmp -s "$WORK/before" "$WORK/after"
}

bad_files() {
	default_load
	state "$WORK/before"
	python_checks 61-round-trip.py "$VM/../cli/bad"
	untouched "bad files"
}

module_load || bail "the module does not load"
cut -f1 "$VECTORS/default.tsv" >"$WORK/questions"
everything >"$WORK/everything.policy"
other=$(policy_file other <<<"allow other tcp from any to access_edge port 25")
big=$(big_policy big 10)

goes_round "default" default 10
goes_round "everything" "$WORK/everything.policy" 10
goes_round "a big policy" "$big" 4500
default_load
tried "$other"
stale "$other"
bad_files
finish
