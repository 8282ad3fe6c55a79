# SPDX-License-Identifier: GPL-2.0-only
# checkpatch.awk EXCEPTIONS LOG - print the lines of checkpatch's LOG that no exception
# explains, and the exceptions that explain nothing.
BEGIN { FS = "\t" }

NR == FNR {
	if ($0 !~ /^#/) {
		kind[++n] = $1
		place[n] = $2
	}
	next
}

/^total:/ { next }

{
	for (i = 1; i <= n; i++) {
		if (index($0, place[i]) == 1 && index($0, ":" kind[i] ":") && !/: ERROR:/) {
			used[i] = 1
			next
		}
	}
	print
}

END {
	for (i = 1; i <= n; i++)
		if (!used[i])
			print "checkpatch has no " kind[i] " in " place[i] " any more; remove the exception"
}
