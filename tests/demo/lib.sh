# SPDX-License-Identifier: GPL-2.0-only
# What every part of the demo uses. Sourced by `guest`.
# shellcheck shell=bash

# Everything the demo writes is in here and goes away with it.
WORK=$(mktemp -d /tmp/lync-demo.XXXXXX)
SPAWNED=()

# A line of progress, with the seconds since the start.
say() {
	printf '[%3ds] %s\n' "$SECONDS" "$*"
}

fail() {
	echo "demo: $*" >&2
	return 1
}

# in_host HOST COMMAND...: run it on a host; the router is the machine itself.
in_host() {
	local host=$1

	shift
	if [[ $host == router ]]; then
		"$@"
	else
		ip netns exec "$host" "$@"
	fi
}

# spawn HOST NAME COMMAND...: a server, its output in $WORK/NAME.log.
spawn() {
	local host=$1 name=$2

	shift 2
	(exec ip netns exec "$host" "$@") >"$WORK/$name.log" 2>&1 </dev/null &
	SPAWNED+=($!)
}

stop_servers() {
	local pid

	for pid in "${SPAWNED[@]}"; do
		kill "$pid" 2>/dev/null
	done
	for pid in "${SPAWNED[@]}"; do
		wait "$pid" 2>/dev/null
	done
	SPAWNED=()
}

# wait_for SECONDS WHAT COMMAND...: until the command succeeds.
wait_for() {
	local deadline=$((SECONDS + $1)) what=$2

	shift 2
	until "$@"; do
		if ((SECONDS > deadline)); then
			fail "waited in vain for $what"
			return 1
		fi
		sleep 0.1
	done
}
