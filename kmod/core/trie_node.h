/* SPDX-License-Identifier: GPL-2.0-only */
/* Building the nodes of a trie. Private to its building. */
#ifndef LYNC_CORE_TRIE_NODE_H
#define LYNC_CORE_TRIE_NODE_H

#include "trie_build.h"

/**
 * lync_trie_entry() - lead on to some intervals
 * @builder: in its second round, these intervals stored
 * @which: the half they are of
 * @first: index of the first of them
 * @n: how many; at least one
 * @depth: nodes above
 *
 * Makes a node where a run does not do, and those below it.
 *
 * Context: process; yields the CPU.
 * Return: the entry. &lync_trie_builder.err is set when memory ran out.
 */
u32 lync_trie_entry(struct lync_trie_builder *builder,
		    enum lync_trie_half which, u32 first, u32 n, u32 depth);

/**
 * lync_trie_build_top() - build the node to begin with, and all below
 * @builder: its second round is complete
 *
 * Gives back what there is room for and was not needed.
 *
 * Context: process; yields the CPU.
 * Return: 0 or -ENOMEM.
 */
int lync_trie_build_top(struct lync_trie_builder *builder);

#endif
