#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What lyncctl explain says is what the kernel decides: the vectors, and random questions
# about random policies. LYNC_SEED is the number to repeat a run with, LYNC_POLICIES how
# many policies there are, of 500 questions each.
. "$(dirname "$0")/lib.sh"

# answers_are_right NAME OPTION...: to every vector, in order.
answers_are_right() {
	local name=$1 given=$WORK/given

	shift
	lyncctl explain --batch "$WORK/questions" "$@" >"$given" ||
		not_ok "$name: lyncctl answers" "status $?"
	if cmp -s "$given" "$WORK/answers"; then
		ok "$name"
	else
		not_ok "$name" "$(wc -l <"$given") answers; $(diff "$WORK/answers" "$given" | head -n 4)"
	fi
}

cut -f1 "$VECTORS/default.tsv" >"$WORK/questions"
cut -f2 "$VECTORS/default.tsv" >"$WORK/answers"
at_least "vectors" "$(wc -l <"$WORK/answers")" 400

# Each process that asks has a namespace of its own, for the policies it loads.
for host in ask0 ask1; do
	ip netns add $host || bail "namespace $host cannot be made"
	at_exit "ip netns del $host"
done
module_load || bail "the module does not load"
default_load
answers_are_right "the kernel answers every vector right"
answers_are_right "so does lyncctl off line" --policy default --site "$SITE"
python_checks 60-explain.py "${LYNC_SEED:-20131}" ask0 ask1
finish
