// SPDX-License-Identifier: GPL-2.0-only
/*
 * Unit tests of trie.c, trie_build.c and trie_node.c on many boundaries of many shapes: every
 * look-up against a sorted list, and memory against what trie.h promises.
 */
#include "unit.h"

#include "match_limits.h"
#include "trie_model.h"

/* What trie.h says is few. */
#define FEW 65536

static struct trie_model model;
static struct random_source source;

/* Where the positions of a shape are taken to be, and how many bits they have. */
enum place {
	IN_IPV4,
	IN_BLOCKS,	/* the same, where more are than are few */
	IN_UPPER,	/* of IPv6 */
	IN_LOWER,	/* of a single upper half */
	IN_BOTH,	/* any mix */
	N_PLACES,
};

static u32 bits_of(enum place place)
{
	return place <= IN_BLOCKS ? 32 : 64;
}

static u64 random_bits(u32 bits)
{
	u64 upper = random_below(&source, 0x10000);
	u64 middle = random_below(&source, 0x10000);
	u64 lower = random_below(&source, 0x80000000) * 2ull +
		    random_below(&source, 2);

	return (upper << 48 | middle << 32 | lower) >> (64 - bits);
}

static void put(enum place place, u64 at)
{
	static const u64 lowers[] = { 0, 0, 1, 0x8000, ~0ull - 1, ~0ull };
	static const u64 uppers[] = { 0, 0x20010db800000000, ~0ull };

	switch (place) {
	case IN_IPV4:
	case IN_BLOCKS:
		trie_model_add4(&model, at);
		break;
	case IN_UPPER:
		trie_model_add6(&model, at, 0);
		break;
	case IN_LOWER:
		trie_model_add6(&model, 0x20010db800000000, at);
		break;
	default:
		if (random_below(&source, 2))
			trie_model_add6(&model, at,
					RANDOM_PICK(&source, lowers));
		else
			trie_model_add6(&model, RANDOM_PICK(&source, uppers),
					at);
	}
}

/* ---- shapes of about @n boundaries ---- */

static void shape_hosts(enum place place, u32 n)
{
	u64 at;

	while (model.n < n) {
		at = random_bits(bits_of(place));
		put(place, at);
		put(place, at + 1);
	}
}

static void shape_networks(enum place place, u32 n)
{
	u64 at;

	while (model.n < n) {
		at = random_bits(bits_of(place)) & ~0xffull;
		put(place, at);
		put(place, at + 0x100);
	}
}

static void shape_dense(enum place place, u32 n)
{
	u32 i;

	for (i = 0; i < n; i++)
		put(place, 0x0a000000 + i);
}

/* Prefixes of all lengths around the same addresses. */
static void shape_chains(enum place place, u32 n)
{
	u32 len, bits = bits_of(place);
	u64 at, hosts;

	while (model.n < n) {
		at = random_bits(bits);
		for (len = 1; len <= bits; len++) {
			hosts = (1ull << (bits - len)) - 1;
			put(place, at & ~hosts);
			put(place, (at | hosts) + 1);
		}
	}
}

/* Few values in each of the parts of an address: clusters of clusters. */
static void shape_clusters(enum place place, u32 n)
{
	u32 shift, bits = bits_of(place);
	u64 at;

	while (model.n < n) {
		at = 0;
		for (shift = 0; shift < bits; shift += 8)
			at |= (u64)random_below(&source, shift ? 3 : 12)
			      << shift;
		put(place, at);
	}
}

/* One boundary far off on each level, and all the others side by side: dear. */
static void shape_outliers(enum place place, u32 n)
{
	u32 i, bits = bits_of(place), far = 16;

	while (1u << (far - 2) < n)
		far++;
	shape_dense(place, n);
	for (i = far; i < bits; i++)
		put(place, 0x0a000000 + (1ull << i));
}

/* As many such as fit, each as large as to be worth a node on each level. */
static void shape_many_outliers(enum place place, u32 n)
{
	u32 i, bits = bits_of(place);
	u64 at;

	while (model.n < n) {
		at = random_bits(bits);
		for (i = 0; i < 8; i++)
			put(place, at + i);
		for (i = 6; i < bits - 8; i += 5)
			put(place, at + (1ull << i));
	}
}

/* Ends of the address space, and values side by side. */
static void shape_few_values(enum place place, u32 n)
{
	static const u64 tops[] = {
		0, 0x0a000000, 0x0a0000f0, 0x0a000100, 0x7ffffff8, 0x80000000,
		0xfffffff0, 0x8000000000000000, 0xfffffffffffffff0,
	};

	while (model.n < n)
		put(place, RANDOM_PICK(&source, tops) +
			   random_below(&source, 16));
}

/* Few here, many there. */
static void shape_mixed(enum place place, u32 n)
{
	shape_hosts(place, n / 4);
	shape_dense(place, n / 4);
	shape_clusters(place, 3 * n / 4);
	shape_few_values(place, n);
}

static const struct {
	const char *name;
	void (*make)(enum place place, u32 n);
} shapes[] = {
	{ "hosts", shape_hosts },
	{ "networks", shape_networks },
	{ "dense", shape_dense },
	{ "chains", shape_chains },
	{ "clusters", shape_clusters },
	{ "outliers", shape_outliers },
	{ "many outliers", shape_many_outliers },
	{ "few values", shape_few_values },
	{ "mixed", shape_mixed },
};

static void make(u32 shape, enum place place, u32 n)
{
	static const enum trie_layout layouts[N_PLACES] = {
		[IN_IPV4] = TRIE_SINGLES,
		[IN_BLOCKS] = TRIE_BLOCKS4,
		[IN_UPPER] = TRIE_BLOCKS6,
		[IN_LOWER] = TRIE_BLOCKS6,
		[IN_BOTH] = TRIE_BLOCKS6,
	};

	trie_model_reset(&model, layouts[place]);
	shapes[shape].make(place, n);
	trie_model_seal(&model);
}

/* ---- the bound ---- */

/* Slots and nodes for a boundary and level: see half_bound(). */
#define SLOT_BYTES (sizeof(u32) * 5 / 2)
#define NODE_BYTES (sizeof(struct lync_trie_node) / 8)

/*
 * What one half may cost, where all intervals but @n_stretches begin at a boundary. A
 * node of n intervals has 2n slots at most, the one at the top 8n, as there are few, and
 * two for what is before and behind. But for the one at the top n is at least nine, and
 * all but the first begin within its stretch; no two of a level share a boundary. So for
 * eight boundaries there is a node at most on each level, and 20 slots. The upper half
 * has its first node at the top, beside @nodes; runs that no level was left for are
 * nodes, too.
 */
static size_t half_bound(const struct lync_trie *trie,
			 enum lync_trie_half which, u32 n_stretches, u32 levels)
{
	size_t n = trie->half[which].n, boundaries = n - n_stretches;
	size_t bytes = lync_intervals_bytes(trie, which);

	if (!levels)	/* there is one anyway */
		levels = 1;
	if (which == LYNC_TRIE_LOWER)
		return bytes + boundaries * (levels * SLOT_BYTES +
					     (levels + 1) * NODE_BYTES);
	return bytes + lync_heads_bytes(trie) + (8 * n + 2) * sizeof(u32) +
	       boundaries * ((levels - 1) * SLOT_BYTES + levels * NODE_BYTES);
}

/* Boundaries that have a lower half, and the upper halves that they are below. */
static u32 count_lower(u32 *n_stretches)
{
	u32 i, n = 0;
	u64 upper, last = 0;

	*n_stretches = 0;
	for (i = 0; i < model.n; i++) {
		if (!model.at[i].addr.w[2] && !model.at[i].addr.w[3])
			continue;
		upper = (u64)model.at[i].addr.w[0] << 32 |
			model.at[i].addr.w[1];
		if (!n++ || upper != last)
			(*n_stretches)++;
		last = upper;
	}
	return n;
}

/* In short, for a boundary, with the levels there are. */
static size_t bytes_each(const struct lync_trie *trie)
{
	if (trie->is_ipv6)
		return 240;
	return trie->is_wide ? 24 : 86;
}

static void check_bytes(const struct lync_trie *trie, u32 levels)
{
	size_t bytes = lync_trie_bytes(trie);
	u32 stretches, lower = count_lower(&stretches);

	/* a stretch begins an interval in either half, and ends one in the upper */
	assert_true(trie->half[LYNC_TRIE_UPPER].n <=
		    model.n - lower + 2 * stretches);
	assert_int_equal(trie->half[LYNC_TRIE_LOWER].n, lower + stretches);
	assert_true(bytes <= half_bound(trie, LYNC_TRIE_UPPER, 1, levels) +
			     half_bound(trie, LYNC_TRIE_LOWER, stretches,
					levels));
	if (levels <= 4)
		assert_true(bytes <= model.n * bytes_each(trie) + 1024);
	assert_in_range(unit_memory.bytes - bytes, 0,
			unit_memory.live * UNIT_ROUNDING);
}

static void check(u32 shape, enum place place, u32 n, u32 levels)
{
	struct lync_trie trie;

	trie_model_must_build(&model, levels, &trie);
	trie_model_check(&model, &trie, &source);
	check_bytes(&trie, levels);
	if (n > 1000 && unit_number("LYNC_SHOW", 0))
		fprintf(stderr, "%s, place %d, %u levels: %.1f bytes\n",
			shapes[shape].name, place, levels,
			(double)lync_trie_bytes(&trie) / model.n);
	trie_model_drop(&trie);
}

static void check_shapes(u32 n, const u32 *levels, u32 n_levels)
{
	u32 shape, place, i;

	for (shape = 0; shape < COUNT(shapes); shape++)
		for (place = 0; place < N_PLACES; place++) {
			make(shape, place, n);
			for (i = 0; i < n_levels; i++)
				check(shape, place, n, levels[i]);
		}
}

static void check_slots_are_few(void)
{
	struct lync_trie trie;

	trie_model_must_build(&model, lync_match_limits.levels, &trie);
	assert_true(trie.is_wide);
	assert_in_range(trie.n_slots, 1, model.n / 4);
	trie_model_check(&model, &trie, &source);
	check_bytes(&trie, lync_match_limits.levels);
	trie_model_drop(&trie);
}

static void begin(void)
{
	unsigned long seed = unit_number("LYNC_SEED", 1);

	random_seed(&source, seed);
	fprintf(stderr, "LYNC_SEED=%lu\n", seed);
}

static void trie__many_small_shapes(void **state)
{
	static const u32 levels[] = { 0, 1, 2, 4 };
	u32 n, i;

	(void)state;
	begin();
	for (i = 0; i < 8; i++)
		for (n = 1; n <= 96; n += 1 + n / 8)
			check_shapes(n, levels, COUNT(levels));
}

static void trie__large_shapes(void **state)
{
	static const u32 levels[] = { 4, 2, 0 };

	(void)state;
	begin();
	check_shapes(20000, levels, COUNT(levels));
}

/* What is not few to a policy: in blocks, and slots that are. */
static void trie__more_than_few_of_ipv4(void **state)
{
	u32 shape;

	(void)state;
	begin();
	for (shape = 0; shape < COUNT(shapes); shape++) {
		make(shape, IN_IPV4, FEW + FEW / 16);
		/* of some shapes many are the same */
		if (model.n > FEW)
			check_slots_are_few();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trie__many_small_shapes),
		cmocka_unit_test(trie__large_shapes),
		cmocka_unit_test(trie__more_than_few_of_ipv4),
	};

	return cmocka_run_group_tests_name("trie_shapes", tests, NULL, NULL);
}
