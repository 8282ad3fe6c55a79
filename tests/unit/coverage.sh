#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Branch coverage of an lcov file, by source file and in all; fails below $2 %.
awk -v min="$2" '
	/^SF:/  { n = split($0, path, "/"); file = path[n] }
	/^BRDA:/ {
		n = split($0, field, ",")
		found[file]++
		hit[file] += field[n] != "-" && field[n] > 0
		if (field[n] == "-" || field[n] == 0)
			missed[file] = missed[file] " " substr(field[1], 6)
	}
	END {
		for (file in found) {
			printf "%6.1f %%  %4d of %4d branches  %s%s\n",
			       100 * hit[file] / found[file], hit[file],
			       found[file], file, missed[file] ? \
			       ", not taken in line" missed[file] : "" | \
			       "sort -k7"
			all += found[file]
			taken += hit[file]
		}
		close("sort -k7")
		if (!all) {
			print "# coverage: no branch found"
			exit 1
		}
		percent = 100 * taken / all
		printf "# coverage: %.1f %% of %d branches of kmod/core, " \
		       "%d %% wanted\n", percent, all, min
		exit percent < min
	}' "$1"
