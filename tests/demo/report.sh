# SPDX-License-Identifier: GPL-2.0-only
# What the user reads at the end.
# shellcheck shell=bash

# table HEADING...: lines of tab-separated fields, each column as wide as it needs.
table() {
	local IFS=$'\t'

	{ echo "$*"; cat; } | awk -F '\t' '
		{
			lines[NR] = $0
			for (i = 1; i <= NF; i++)
				if (length($i) > width[i])
					width[i] = length($i)
		}
		END {
			for (n = 1; n <= NR; n++) {
				fields = split(lines[n], field, "\t")
				for (i = 1; i < fields; i++)
					printf "%-*s  ", width[i], field[i]
				print field[fields]
			}
		}'
}

# passed_and_refused FLOWS REFUSED FAULTS: the two tables and the last line. A row has
# passed when all its flows have. Faults were found beyond what the tables show.
passed_and_refused() {
	local flows=$1 refused=$2 faults=$3 rows passed tries held result=FAILED

	echo
	echo "What is allowed, tried for real:"
	awk -F '\t' -v OFS='\t' \
		'{ print $2, $3, $1 == "ok" ? "passed" : $1, $4, $5, $6 }' "$flows" |
		table ROW IP RESULT PACKETS "REAL FLOW" EVIDENCE
	echo
	echo "What is refused, tried for real (all of it arrived before the policy was loaded):"
	awk -F '\t' -v OFS='\t' \
		'{ print $2, $1 == "ok" ? "yes" : "NO", $4, $3 }' "$refused" |
		table TRIED REFUSED REASON WHY
	echo
	# shellcheck disable=SC2153 # of flows.sh
	rows=${#FLOWS[@]}
	passed=$(awk -F '\t' '{ bad[$2] += $1 != "ok" }
		END { for (row in bad) n += !bad[row]; print n + 0 }' "$flows")
	tries=$(wc -l <"$refused")
	held=$(grep -c '^ok' "$refused")
	((passed == rows && tries > 0 && held == tries && faults == 0)) && result=PASSED
	printf 'demo: %s: %d of %d rows passed real flows and were counted, %d of %d refused flows were refused with a reason\n' \
		$result "$passed" "$rows" "$held" "$tries"
	[[ $result == PASSED ]]
}
