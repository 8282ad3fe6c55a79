# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What the scripts of the lab share: where things are, how to talk, the cache.

LAB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
TOP=$(cd "$LAB/../.." && pwd)
CACHE=${LYNC_EDGE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/lync-edge}
export LAB TOP CACHE

# Progress goes to stderr: stdout of several scripts is a path for their caller.
say() { printf '%s\n' "$*" >&2; }

die() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 1
}

need_root() {
	[ "$(id -u)" -eq 0 ] ||
		die "must run as root: it makes root file systems, mounts and packages; try: sudo $0"
}

# Who may not write what an earlier run left there is told so before some tool fails at it.
need_build() {
	mkdir -p "$TOP/tests/build" 2>/dev/null &&
		[ -z "$(find "$TOP/tests/build" -maxdepth 2 ! -writable -print -quit)" ] ||
		die "must run as root: in $TOP/tests/build are files of an earlier run that are not yours"
}

# key WORD... <FILES - twelve digits that change when the words or stdin change.
key() {
	{
		printf '%s\n' "$@"
		cat
	} | sha256sum | cut -c1-12
}

# Serialise whoever makes the same thing: the second one waits, then finds it made.
# The lock is on a descriptor of this shell and goes away with it.
lock_cache() {
	mkdir -p "$CACHE"
	exec 9>"$CACHE/$1.lock"
	flock -n 9 || {
		say "waiting for another run that makes $1"
		flock 9
	}
}

# with_progress LABEL LOG COMMAND... - run, output to LOG, a line of progress now and
# then. Fails with the tail of the log. Not to be called in a condition: the command may
# be a function that relies on set -e.
with_progress() {
	local label=$1 log=$2 start=$SECONDS next=0 pid
	shift 2
	"$@" >"$log" 2>&1 9>&- &
	pid=$!
	while kill -0 "$pid" 2>/dev/null; do
		if [ $((SECONDS - start)) -ge "$next" ]; then
			[ "$next" -eq 0 ] ||
				say "  $label: $((SECONDS - start)) s, $(wc -l <"$log") lines, $(tail -n1 "$log" | tr '\r' '\n' | tail -n1 | cut -c1-60)"
			next=$((next + 15))
		fi
		sleep 0.2
	done
	wait "$pid" && return 0
	say "--- $label failed; last lines of $log:"
	tail -n 40 "$log" >&2
	return 1
}

# Remove what older keys left, but for the one in use. Others may hold locks only
# on names, not on directories, so anything used within a day stays.
drop_stale() {
	local pattern=$1 keep=$2 old
	while IFS= read -r old; do
		[ "$old" = "$keep" ] || rm -rf -- "$old"
	done < <(find "$CACHE" -maxdepth 1 -name "$pattern" -mtime +0 2>/dev/null)
}

# copy_sources DIR - what the module, the tool and the suites are built from, so that a
# checkout stays clean. Keeps the times: make compiles again only what has changed.
copy_sources() {
	mkdir -p "$1"
	(cd "$TOP" && tar -cf - --exclude='build' --exclude='build-*' --exclude='*.o' \
		--exclude='*.ko' --exclude='*.mod*' --exclude='.*.cmd' --exclude=ctl/lyncctl \
		Makefile dkms.conf LICENSES kmod uapi ctl tests/kunit tests/unit tests/vectors) |
		tar -xf - -C "$1"
}
