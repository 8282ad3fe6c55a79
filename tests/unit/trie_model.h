/* SPDX-License-Identifier: GPL-2.0-only */
/* A sorted list of boundaries, which a trie must agree with. */
#ifndef LYNC_TESTS_TRIE_MODEL_H
#define LYNC_TESTS_TRIE_MODEL_H

#include "random_policy.h"
#include "trie.h"

enum trie_model_size {
	TRIE_MODEL_MOST = 1 << 17,
};

/* The ways that intervals stand, and with them runs and slots. */
enum trie_layout {
	TRIE_SINGLES,	/* of IPv4 */
	TRIE_BLOCKS4,	/* the same, where they are more than few */
	TRIE_BLOCKS6,	/* of IPv6 */
	TRIE_LAYOUTS,
};

/**
 * struct trie_boundary - from here on addresses are of a class
 * @addr: the first address
 * @class: the class
 */
struct trie_boundary {
	struct lync_addr addr;
	u32 class;
};

/**
 * struct trie_model - boundaries, ascending once sealed
 * @is_ipv6: of IPv6
 * @few: intervals that are few, see struct lync_match_limits
 * @n: how many
 * @at: they
 */
struct trie_model {
	bool is_ipv6;
	u32 few;
	u32 n;
	struct trie_boundary at[TRIE_MODEL_MOST];
};

/**
 * trie_model_reset() - start with no boundary
 * @model: overwritten
 * @layout: the family, and whether few of IPv4 are to be taken for many
 */
void trie_model_reset(struct trie_model *model, enum trie_layout layout);

/**
 * trie_model_add() - one boundary more, in any order
 * @model: not sealed
 * @addr: where; IPv4 in the first word, the others are not looked at
 */
void trie_model_add(struct trie_model *model, struct lync_addr addr);

/**
 * trie_model_add4() - one IPv4 boundary more
 * @model: not sealed, of IPv4
 * @addr: where
 */
void trie_model_add4(struct trie_model *model, u32 addr);

/**
 * trie_model_add6() - one IPv6 boundary more
 * @model: not sealed, of IPv6
 * @upper: the upper 64 bits of where
 * @lower: the lower
 */
void trie_model_add6(struct trie_model *model, u64 upper, u64 lower);

/**
 * trie_model_seal() - sort, drop duplicates, give each a class of its own
 * @model: gets the lowest address, too, if it was not there
 *
 * The classes are the highest there may be.
 */
void trie_model_seal(struct trie_model *model);

/**
 * trie_model_build() - build a trie of it
 * @model: sealed
 * @levels: of the trie
 * @trie: overwritten; to be freed in any case
 *
 * Return: 0 or -ENOMEM.
 */
int trie_model_build(const struct trie_model *model, u32 levels,
		     struct lync_trie *trie);

/**
 * trie_model_must_build() - the same, with memory counted from here on; fails the test when
 *	there is none
 * @model: sealed
 * @levels: of the trie
 * @trie: overwritten; for trie_model_drop()
 */
void trie_model_must_build(const struct trie_model *model, u32 levels,
			   struct lync_trie *trie);

/**
 * trie_model_drop() - free a trie; fails the test when memory is left
 * @trie: built
 */
void trie_model_drop(struct lync_trie *trie);

/**
 * trie_model_check() - look up each boundary, both its neighbours, the ends of the
 *	address space and some addresses at random; fails the test when one differs
 * @model: sealed
 * @trie: built of it
 * @source: for the random ones
 */
void trie_model_check(const struct trie_model *model,
		      const struct lync_trie *trie,
		      struct random_source *source);

#endif
