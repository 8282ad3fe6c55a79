# SPDX-License-Identifier: GPL-2.0-only
# What every packet test uses. A test sources it, builds the hosts it needs and says
# what it finds; whatever it made is gone when it ends. Runs as root in a guest.
# shellcheck shell=bash

VM=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
VECTORS=$VM/../vectors
SITE=${LYNC_SITE:-$VECTORS/site.conf}
WORK=$(mktemp -d /tmp/lync-vm.XXXXXX)
SPAWNED=()
CLEANUPS=()
PASSED=0
FAILED=0
FINISHED=

export PYTHONPATH=$VM PYTHONDONTWRITEBYTECODE=1
export LYNC_SITE=$SITE LYNC_WORK=$WORK

# shellcheck source=tests/vm/topology.sh
. "$VM/topology.sh"

# ---- results ----

ok() {
	echo "ok - $1"
	PASSED=$((PASSED + 1))
}

# not_ok NAME WHY: WHY says what was seen, with the numbers.
not_ok() {
	echo "not ok - $1 ($2)"
	FAILED=$((FAILED + 1))
}

# is NAME GOT WANTED
is() {
	if [[ $2 == "$3" ]]; then
		ok "$1"
	else
		not_ok "$1" "got '$2', wanted '$3'"
	fi
}

# at_least NAME GOT LEAST: of two whole numbers.
at_least() {
	if [[ $2 =~ ^[0-9]+$ ]] && (($2 >= $3)); then
		ok "$1"
	else
		not_ok "$1" "got '$2', wanted $3 or more"
	fi
}

# matches NAME TEXT PATTERN: a regular expression of bash.
matches() {
	if [[ $2 =~ $3 ]]; then
		ok "$1"
	else
		not_ok "$1" "'${2:0:400}' does not match '$3'"
	fi
}

# succeeds NAME COMMAND...
succeeds() {
	local name=$1 output

	shift
	if output=$("$@" 2>&1); then
		ok "$name"
	else
		not_ok "$name" "status $? of '$*': ${output:0:400}"
	fi
}

# refuses NAME STATUS COMMAND...: the command must exit with that status.
refuses() {
	local name=$1 status=$2 output seen=0

	shift 2
	output=$("$@" 2>&1) || seen=$?
	if ((seen == status)); then
		ok "$name"
	else
		not_ok "$name" "status $seen, wanted $status, of '$*': ${output:0:400}"
	fi
}

# Stop at once: the test cannot go on.
bail() {
	not_ok "the test can run" "$*"
	exit 1
}

# Every test ends with it; one that ends elsewhere has failed.
finish() {
	FINISHED=yes
	((FAILED == 0 && PASSED > 0))
	exit
}

# python_checks FILE [ARGUMENT...]: a helper beside the tests that prints result lines
# of its own and fails unless all are good and there is one.
python_checks() {
	if python3 "$VM/$1" "${@:2}"; then
		PASSED=$((PASSED + 1))
	else
		not_ok "$1 ran to its end" "status $?"
	fi
}

# ---- waiting ----

# wait_for SECONDS COMMAND...: until the command succeeds; fails when it does not.
wait_for() {
	local deadline=$((SECONDS + $1))

	shift
	until "$@" >/dev/null 2>&1; do
		((SECONDS < deadline)) || return 1
		read -rt 0.02 <> <(:) || true
	done
}

# ---- processes ----

# spawn NAME COMMAND...: in the background, output in $WORK/NAME.log, ended at cleanup.
spawn() {
	local name=$1

	shift
	"$@" >"$WORK/$name.log" 2>&1 </dev/null &
	SPAWNED+=($!)
}

# stop_spawned: end what spawn started, and wait for it.
stop_spawned() {
	local pid

	for pid in "${SPAWNED[@]}"; do
		kill "$pid" 2>/dev/null
	done
	for pid in "${SPAWNED[@]}"; do
		wait "$pid" 2>/dev/null
	done
	SPAWNED=()
}

# at_exit COMMAND...: also do this at cleanup, before the hosts go; last one first.
at_exit() {
	CLEANUPS=("$*" "${CLEANUPS[@]}")
}

cleanup() {
	local status=$? command

	trap - EXIT
	stop_spawned
	for command in "${CLEANUPS[@]}"; do
		eval "$command"
	done
	module_unload
	topology_down
	# what connection tracking remembers would be counted by the next test
	conntrack -F 2>/dev/null
	rm -rf "$WORK"
	if [[ -z $FINISHED ]]; then
		echo "not ok - the test ran to its end (it stopped with status $status)"
		((status != 0)) || status=1
	fi
	exit "$status"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# ---- the module and its policy ----

module_is_loaded() {
	[[ -d /sys/module/lync_edge ]]
}

# LYNC_KO is a module file that is not installed.
module_load() {
	local dependency

	if [[ -z ${LYNC_KO:-} ]]; then
		modprobe lync_edge
		return
	fi
	for dependency in nf_conntrack nf_defrag_ipv4 nf_defrag_ipv6; do
		modprobe -q "$dependency"
	done
	insmod "$LYNC_KO"
}

module_unload() {
	! module_is_loaded || rmmod lync_edge
}

# policy_file NAME: rows (lines of a section) on standard input; prints the file's name.
# Lines before the rows that are not rows go to the head: mode, protect, zone, group,
# include. Without a protect line all three Edge groups are protected.
policy_file() {
	local file=$WORK/$1.policy head='' rows='' line

	while IFS= read -r line; do
		case ${line#"${line%%[![:space:]]*}"} in
		allow\ * | deny\ *) rows+=$line$'\n' ;;
		*) head+=$line$'\n' ;;
		esac
	done
	[[ $head == *protect\ * ]] || head+="protect access_edge, av_edge, internal_edge"$'\n'
	printf 'policy %s "for a test"\n%ssection "rows" {\n%s}\n' "$1" "$head" "$rows" >"$file"
	echo "$file"
}

# big_policy NAME FIRST-BYTE: as policy_file, with thousands of prefixes, hundreds of rows.
big_policy() {
	awk -v net="$2" 'BEGIN {
		for (group = 0; group < 3; group++) {
			printf "group many%d = %d.0.0.%d/32", group, net, group
			for (i = 0; i < 1000; i++)
				printf ", %d.%d.%d.0/28", net, i / 250 + 8 * group, i % 250
			for (i = 0; i < 500; i++)
				printf ", %d:%d:%x::/64", 2000 + net, group, i
			print ""
		}
		for (i = 0; i < 200; i++)
			printf "allow big-%d-%d tcp from many%d to access_edge port %d\n",
				net, i, i % 3, 1000 + i
	}' | policy_file "$1"
}

# policy_load NAME: as policy_file, and load it; the test stops if that fails.
policy_load() {
	local file output

	file=$(policy_file "$1")
	output=$(lyncctl policy load "$file" --site "$SITE" 2>&1) ||
		bail "policy $1 does not load: $output"
}

# default_load: the shipped policy with the site of the vectors.
default_load() {
	local output

	output=$(lyncctl policy load default --site "$SITE" 2>&1) ||
		bail "the policy default does not load: $output"
}

policy_unload() {
	lyncctl policy unload >/dev/null
}

# drops REASON: packets dropped for it so far.
drops() {
	lyncctl stats --json | jq --arg reason "$1" '.drops[$reason]'
}

# row NAME packets|bytes|flows|last_hit: what a row has counted so far.
row() {
	lyncctl stats --json |
		jq --arg name "$1" --arg what "$2" '.rows[] | select(.name == $name)[$what]'
}

generation() {
	lyncctl status --json | jq .generation
}

# conntrack_entries [OPTION...]: how many, as conntrack(8) -L selects them.
conntrack_entries() {
	conntrack -L "$@" 2>/dev/null | wc -l
}
