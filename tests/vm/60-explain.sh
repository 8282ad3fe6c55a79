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

# with_long_texts: the policy that is read, with titles and comments as long as they may be.
with_long_texts() {
	local text

	text=$(printf '%255s' '' | tr ' ' x)
	sed -E 's/^(section ").*(" \{)$/\1'"$text"'\2/; s/^    allow .*/& comment "'"$text"'"/'
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

# Answers that name a row are what the socket has to hold most of.
lyncctl policy show default --site "$SITE" | with_long_texts >"$WORK/long.policy"
lyncctl policy load "$WORK/long.policy" --site /dev/null || bail "long texts do not load"
grep $'\tallow ' "$VECTORS/default.tsv" >"$WORK/allowed"
cut -f1 "$WORK/allowed" >"$WORK/questions"
cut -f2 "$WORK/allowed" >"$WORK/answers"
at_least "vectors that are allowed" "$(wc -l <"$WORK/answers")" 100
answers_are_right "so it does with the longest titles and comments"

python_checks 60-explain.py "${LYNC_SEED:-20131}" ask0 ask1
finish
