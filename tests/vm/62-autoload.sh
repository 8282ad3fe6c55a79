#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Who may use the module, how it comes when it is not there, and what is said when it
# does not come or the user may not.
. "$(dirname "$0")/lib.sh"

POLICY=$(policy_file small <<<"allow web tcp from any to access_edge port 443")
BLACKLIST=/etc/modprobe.d/lync-edge-test.conf

# Every command that speaks to the kernel, one a line.
kernel_commands() {
	cat <<-END
		policy load $POLICY --site $SITE
		policy load $POLICY --site $SITE --dry-run
		policy show
		stats
		stats --json
		explain tcp 192.0.2.7:40000 203.0.113.10:443
		status
		status --json
		policy unload
	END
}

# And those that do not. A check would note what the site has beside the policy's groups.
off_line_commands() {
	cat <<-END
		policy check $POLICY --site $WORK/edge.site
		policy show $POLICY --site $SITE
		policy list
		explain tcp 192.0.2.7:40000 203.0.113.10:443 --policy $POLICY --site $SITE
		version
	END
}

# Enough where only the user differs.
changes() {
	kernel_commands | grep -e ' load [^ ]* --site [^ ]*$' -e '^policy unload' -e '^status$'
}

# all_exit NAME STATUS PATTERN USER...: every line of standard input, as that user;
# what it says on standard error must match.
all_exit() {
	local name=$1 status=$2 pattern=$3 words wrong='' n=0 seen

	shift 3
	while read -ra words; do
		seen=0
		"$@" lyncctl "${words[@]}" >/dev/null 2>"$WORK/said" </dev/null || seen=$?
		n=$((n + 1))
		if ((seen != status)) || ! [[ $(<"$WORK/said") =~ $pattern ]]; then
			wrong+="; '${words[*]}' exits $seen and says '$(<"$WORK/said")'"
		fi
	done
	if [[ -z $wrong ]] && ((n)); then
		ok "$name: $n commands exit $status"
	else
		not_ok "$name" "of $n commands$wrong"
	fi
}

# What runs: policy and generation.
running() {
	lyncctl status --json | jq -c '[.policy, .generation]'
}

autoloaded() {
	local words

	is "the module is not loaded yet" "$(module_is_loaded && echo loaded)" ""
	all_exit "off line commands" 0 "^$" env < <(off_line_commands)
	is "nor have they loaded it" "$(module_is_loaded && echo loaded)" ""
	for words in "status" "policy load $POLICY --site $SITE"; do
		# shellcheck disable=SC2086 # words
		succeeds "first use: lyncctl ${words% "$POLICY"*}" lyncctl $words
		is "it has loaded the module" "$(module_is_loaded && echo loaded)" loaded
		module_unload
	done
}

absent() {
	echo "blacklist lync_edge" >"$BLACKLIST"
	at_exit "rm -f $BLACKLIST"
	all_exit "without the module" 4 "module lync_edge is not loaded.*modprobe lync_edge" \
		env < <(kernel_commands)
	all_exit "without the module, off line" 0 "^$" env < <(off_line_commands)
	is "nothing has loaded it" "$(module_is_loaded && echo loaded)" ""
	rm "$BLACKLIST"
	all_exit "when it may be loaded again" 0 "^$" env < <(echo status)
}

# A user namespace of one's own does not help, nor does owning the network namespace.
unprivileged() {
	local missing="CAP_NET_ADMIN.*run lyncctl as root"
	local nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all)

	all_exit "nobody" 4 "$missing" "${nobody[@]}" --bounding-set=-all < <(kernel_commands)
	all_exit "nobody, off line" 0 "^$" "${nobody[@]}" < <(off_line_commands)
	all_exit "root without CAP_NET_ADMIN" 4 "$missing" \
		setpriv --inh-caps=-net_admin --bounding-set=-net_admin < <(kernel_commands)
	missing="CAP_NET_ADMIN in the initial user namespace.*outside containers"
	all_exit "nobody as root of a user namespace" 4 "$missing" \
		"${nobody[@]}" unshare -Ur < <(changes)
	all_exit "and of its network namespace" 4 "$missing" \
		"${nobody[@]}" unshare -Urn < <(changes)
	all_exit "root as root of another user namespace" 4 "$missing" \
		unshare -Ur < <(changes)
	all_exit "and of its network namespace, too" 4 "$missing" \
		unshare -Urn < <(kernel_commands)
	all_exit "and off line" 0 "^$" unshare -Urn < <(off_line_commands)
}

[[ -z ${LYNC_KO:-} ]] || bail "what is not installed cannot be found by its alias"
grep -E '^group (access|av|internal)_edge ' "$SITE" >"$WORK/edge.site"
# Everybody may read what the commands read.
chmod 755 "$WORK"
autoloaded
absent
lyncctl policy load "$POLICY" --site "$SITE" >/dev/null || bail "the policy does not load"
before=$(running)
unprivileged
is "what runs is untouched by all of them" "$(running)" "$before"
all_exit "root, after all" 0 "^$" env < <(kernel_commands)
finish
