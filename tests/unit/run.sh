#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Run the test programs given, pass their TAP through and count it. NAME=VALUE sets
# what is in the environment of those behind it, unless it is set already.
passed=0
failed=0
export CMOCKA_MESSAGE_OUTPUT=TAP
LYNC_SEED=${LYNC_SEED:-$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
export LYNC_SEED
echo "# unit: LYNC_SEED=$LYNC_SEED"

for program in "$@"; do
	case $program in
	*=*)
		printenv "${program%%=*}" >/dev/null || export "${program?}"
		continue
		;;
	esac
	tap=$program.tap
	echo "# ${program##*/}"
	"$program" >"$tap" 2>"$tap.err"
	status=$?
	cat "$tap"
	sed 's/^/# /' "$tap.err"
	ok=$(grep -c '^ok ' "$tap")
	bad=$(grep -c '^not ok ' "$tap")
	planned=$(sed -n 's/^[[:space:]]*1\.\.\([0-9]*\).*/\1/p' "$tap")
	passed=$((passed + ok))
	failed=$((failed + bad))
	# died half way, or said nothing at all
	if [ "${planned:-0}" -eq 0 ] || [ $((ok + bad)) -ne "$planned" ] ||
	   { [ $status -ne 0 ] && [ "$bad" -eq 0 ]; }; then
		echo "# ${program##*/}: ended with status $status after" \
		     "$((ok + bad)) of ${planned:-?} tests"
		failed=$((failed + 1))
	fi
done
echo "# unit: passed $passed failed $failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
