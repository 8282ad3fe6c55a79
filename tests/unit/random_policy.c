// SPDX-License-Identifier: GPL-2.0-only
/* Random policies and questions. Compiled into the unit and the KUnit tests. */
#include "random_policy.h"

static const u16 random_ports[] = {
	0, 1, 443, 3478, 5060, 5061, 5062, 49999, 50000, 59999, 60000, 65535,
};

static const u16 random_protos[] = {
	LYNC_PROTO_TCP, LYNC_PROTO_TCP, LYNC_PROTO_TCP, LYNC_PROTO_UDP,
	LYNC_PROTO_UDP, LYNC_PROTO_ICMP, LYNC_PROTO_ICMPV6, 47,
};

static const u8 random_lens4[] = { 0, 1, 8, 16, 24, 28, 30, 31, 32, 32 };
static const u8 random_lens6[] = {
	0, 1, 31, 32, 33, 48, 63, 64, 65, 96, 97, 126, 127, 128, 128,
};

/* the ends of the address space, and two networks side by side */
static const u32 random_tops[] = {
	0, 0x7fffffff, 0x80000000, 0x0a000000, 0x0a0000f0, 0x0a000100,
	0xffffff00, 0xffffffff,
};

static const char *const random_zone_names[RANDOM_ZONES] = {
	"z0", "z1", "z2", "z3", "z4", "z5", "z6", "z7", "z8",
};

/* of neighbours, one is often the wider */
static const char *const random_patterns[RANDOM_PATTERNS] = {
	"eth0", "eth+", "eth1", "e+", "lan", "eth1+", "eth10", "+",
};

static const char *const random_sections[] = { "section" };

void random_seed(struct random_source *source, u64 seed)
{
	/* neighbouring seeds must not give similar beginnings */
	source->state = (seed + 1) * 0x9e3779b97f4a7c15ull;
	if (!source->state)
		source->state = 1;
}

u32 random_below(struct random_source *source, u32 n)
{
	source->state ^= source->state << 13;
	source->state ^= source->state >> 7;
	source->state ^= source->state << 17;
	return (u32)(source->state >> 32) % n;
}

static u32 random_mask(u32 len, u32 word)
{
	if (len <= 32 * word)
		return 0;
	len -= 32 * word;
	return len >= 32 ? 0xffffffffu : ~(0xffffffffu >> len);
}

static void random_addr_fill(struct lync_addr *addr, u32 family,
			     struct random_source *source)
{
	u32 i;

	memset(addr, 0, sizeof(*addr));
	addr->w[0] = RANDOM_PICK(source, random_tops);
	if (family == LYNC_IPV4) {
		addr->w[0] ^= random_below(source, 16);
		return;
	}
	for (i = 1; i < 3; i++)
		addr->w[i] = 0u - random_below(source, 2);
	addr->w[3] = RANDOM_PICK(source, random_tops) ^ random_below(source, 4);
}

/* One of @n lengths; where prefixes are many, short ones would hold all addresses. */
static u8 random_len(const u8 *lens, u32 n, bool has_many,
		     struct random_source *source)
{
	if (has_many && random_below(source, 8))
		return lens[n / 2 + random_below(source, n - n / 2)];
	return lens[random_below(source, n)];
}

static void random_prefix4_fill(struct lync_prefix4 *p4, u32 n_groups,
				bool has_many, struct random_source *source)
{
	struct lync_addr addr;

	p4->group = random_below(source, n_groups);
	p4->len = random_len(random_lens4, sizeof(random_lens4), has_many,
			     source);
	random_addr_fill(&addr, LYNC_IPV4, source);
	p4->addr = addr.w[0] & random_mask(p4->len, 0);
}

/* Where they crowd most are below the /64 of the first one. */
static void random_prefix6_fill(struct lync_prefix6 *p6, u32 n_groups,
				bool has_many, const struct lync_prefix6 *crowd,
				struct random_source *source)
{
	u32 word;

	p6->group = random_below(source, n_groups);
	p6->len = random_len(random_lens6, sizeof(random_lens6), has_many,
			     source);
	random_addr_fill(&p6->addr, LYNC_IPV6, source);
	if (crowd && random_below(source, 4)) {
		p6->addr.w[0] = crowd->addr.w[0];
		p6->addr.w[1] = crowd->addr.w[1];
		if (p6->len < 64)
			p6->len += 64;
	}
	for (word = 0; word < 4; word++)
		p6->addr.w[word] &= random_mask(p6->len, word);
}

static void random_prefixes_fill(struct random_policy *made, u32 most,
				 struct random_source *source)
{
	struct lync_policy *policy = &made->policy;
	bool is_crowded = !random_below(source, 8);
	u32 i;

	/* group 0 has addresses in any case, and is protected */
	policy->n_prefix4 = 1 + random_below(source, most);
	for (i = 0; i < policy->n_prefix4; i++)
		random_prefix4_fill(&made->prefix4[i],
				    i ? policy->n_groups : 1,
				    policy->n_prefix4 > RANDOM_PREFIXES / 4,
				    source);
	policy->n_prefix6 = random_below(source, is_crowded ? RANDOM_PREFIXES :
							      most);
	for (i = 0; i < policy->n_prefix6; i++)
		random_prefix6_fill(&made->prefix6[i], policy->n_groups,
				    policy->n_prefix6 > RANDOM_PREFIXES / 4,
				    i && is_crowded ? made->prefix6 : NULL,
				    source);
	/* those that landed in a group that is any leave it */
	for (i = 0; i < policy->n_prefix4; i++)
		if (made->groups[made->prefix4[i].group].any)
			made->prefix4[i].group = 0;
	for (i = 0; i < policy->n_prefix6; i++)
		if (made->groups[made->prefix6[i].group].any)
			made->prefix6[i].group = 0;
}

static void random_name_fill(char name[4], char first, u32 number)
{
	name[0] = first;
	name[1] = 'a' + number / 26;
	name[2] = 'a' + number % 26;
	name[3] = 0;
}

/* Port 0 is asked about only: no row may name it. */
static u16 random_port_of_row(struct random_source *source)
{
	u16 port = RANDOM_PICK(source, random_ports);

	return port ? port : 1;
}

static u16 random_ports_fill(struct lync_ports *ports,
			     struct random_source *source)
{
	u32 i, n = random_below(source, RANDOM_PORTS + 1);

	for (i = 0; i < n; i++) {
		u16 a = random_port_of_row(source);
		u16 b = random_below(source, 2) ? a : random_port_of_row(source);

		ports[i].low = a < b ? a : b;
		ports[i].high = a < b ? b : a;
	}
	return n;
}

static u16 random_members_fill(u16 *members, u32 n_groups,
			       struct random_source *source)
{
	u32 i, n = 1 + random_below(source, RANDOM_MEMBERS);

	for (i = 0; i < n; i++)
		members[i] = random_below(source, n_groups);
	return n;
}

static u8 random_zone(const struct lync_policy *policy,
		      struct random_source *source)
{
	if (!policy->n_zones || random_below(source, 2))
		return LYNC_NO_ZONE;
	return random_below(source, policy->n_zones);
}

static void random_row_fill(struct random_policy *made, u32 i,
			    struct random_source *source)
{
	struct lync_policy *policy = &made->policy;
	struct lync_row *row = &made->rows[i];
	bool has_ports;

	random_name_fill(made->row_names[i], 'r', i);
	row->name = made->row_names[i];
	row->from = made->lists[i].from;
	row->to = made->lists[i].to;
	row->sports = made->lists[i].sports;
	row->dports = made->lists[i].dports;
	row->n_from = random_members_fill(made->lists[i].from,
					  policy->n_groups, source);
	row->n_to = random_members_fill(made->lists[i].to, policy->n_groups,
					source);
	row->proto = random_below(source, 4) ? RANDOM_PICK(source, random_protos) :
					       (u16)LYNC_PROTO_ANY;
	has_ports = row->proto == LYNC_PROTO_TCP ||
		    row->proto == LYNC_PROTO_UDP ||
		    row->proto == LYNC_PROTO_ANY;
	if (has_ports && !random_below(source, 3))
		row->n_sports = random_ports_fill(made->lists[i].sports, source);
	if (has_ports)
		row->n_dports = random_ports_fill(made->lists[i].dports, source);
	row->zone = random_zone(policy, source);
	row->action = random_below(source, 4) ? LYNC_ALLOW : LYNC_DENY;
}

static void random_zone_fill(struct lync_zone *zone,
			     struct random_source *source)
{
	zone->any = !random_below(source, 6);
	if (zone->any)
		return;
	zone->n_patterns = 1 + random_below(source, 2);
	zone->patterns = &random_patterns[
		random_below(source, RANDOM_PATTERNS - zone->n_patterns + 1)];
}

static void random_groups_fill(struct random_policy *made,
			       struct random_source *source)
{
	struct lync_policy *policy = &made->policy;
	u32 i;

	for (i = 0; i < policy->n_groups; i++) {
		random_name_fill(made->group_names[i], 'g', i);
		made->groups[i].name = made->group_names[i];
		made->groups[i].any = i && !random_below(source, 10);
	}
	for (i = 0; i < policy->n_zones; i++) {
		made->zones[i].name = random_zone_names[i];
		random_zone_fill(&made->zones[i], source);
	}
	for (i = 0; i < policy->n_protects; i++) {
		/* a protected `any` leaves nothing that is not Edge: seldom */
		u32 group = i ? random_below(source, policy->n_groups) : 0;

		if (made->groups[group].any && random_below(source, 8))
			group = 0;
		made->protects[i].group = group;
		made->protects[i].zone = random_zone(policy, source);
	}
}

void random_policy_fill(struct random_policy *made,
			struct random_source *source)
{
	bool is_large = !random_below(source, 16);
	bool has_many = is_large || !random_below(source, 8);
	struct lync_policy *policy = &made->policy;
	u32 i;

	memset(made, 0, sizeof(*made));
	policy->name = "random";
	policy->prefix4 = made->prefix4;
	policy->prefix6 = made->prefix6;
	policy->groups = made->groups;
	policy->zones = made->zones;
	policy->protects = made->protects;
	policy->sections = random_sections;
	policy->rows = made->rows;
	policy->n_sections = 1;
	policy->n_groups = 1 + random_below(source, is_large ? RANDOM_GROUPS : 8);
	policy->n_zones = random_below(source, RANDOM_ZONES + 1);
	policy->n_protects = 1 + random_below(source, RANDOM_PROTECTS);
	policy->n_rows = 1 + random_below(source, is_large ? RANDOM_ROWS : 10);
	policy->mode = random_below(source, 2);
	random_groups_fill(made, source);
	random_prefixes_fill(made, has_many ? RANDOM_PREFIXES : 14, source);
	for (i = 0; i < policy->n_rows; i++)
		random_row_fill(made, i, source);
}

/* One of the four addresses at the two edges of a prefix, or any other. */
static void random_key_addr(struct lync_addr *addr, u32 family,
			    const struct lync_policy *policy,
			    struct random_source *source)
{
	u32 i, bits = family == LYNC_IPV4 ? 32 : 128;
	u32 n = family == LYNC_IPV4 ? policy->n_prefix4 : policy->n_prefix6;
	u32 len, side = random_below(source, 5);

	random_addr_fill(addr, family, source);
	if (!n || side == 4)
		return;
	i = random_below(source, n);
	memset(addr, 0, sizeof(*addr));
	if (family == LYNC_IPV4) {
		addr->w[0] = policy->prefix4[i].addr;
		len = policy->prefix4[i].len;
	} else {
		*addr = policy->prefix6[i].addr;
		len = policy->prefix6[i].len;
	}
	if (side & 1)
		for (i = 0; i < bits / 32; i++)
			addr->w[i] |= ~random_mask(len, i);
	/* flip the prefix's last bit: the neighbour of the same length */
	if (side & 2 && len)
		addr->w[(len - 1) / 32] ^= 1u << (31 - (len - 1) % 32);
}

/* Mostly one zone at most, as of an interface; and any, as where it cannot be known. */
static u32 random_zones(const struct lync_policy *policy,
			struct random_source *source)
{
	u32 zones = 0;

	switch (random_below(source, 8)) {
	case 0:
		return 0xffffffffu;
	case 1:
	case 2:
		zones = random_below(source, 1u << policy->n_zones);
		break;
	default:
		zones = (1u << random_below(source, policy->n_zones + 1)) &
			((1u << policy->n_zones) - 1);
	}
	return zones | lync_zones_anywhere(policy);
}

void random_key_fill(struct lync_key *key, const struct lync_policy *policy,
		     struct random_source *source)
{
	memset(key, 0, sizeof(*key));
	key->family = random_below(source, 2) ? LYNC_IPV4 : LYNC_IPV6;
	key->proto = RANDOM_PICK(source, random_protos);
	random_key_addr(&key->src, key->family, policy, source);
	random_key_addr(&key->dst, key->family, policy, source);
	if (key->proto == LYNC_PROTO_TCP || key->proto == LYNC_PROTO_UDP) {
		key->sport = RANDOM_PICK(source, random_ports);
		key->dport = RANDOM_PICK(source, random_ports);
	}
	key->zones = random_zones(policy, source);
}
