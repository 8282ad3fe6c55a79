// SPDX-License-Identifier: GPL-2.0-only
/* Groups of groups to prefixes of groups. */
#include <string.h>

#include "address.h"
#include "order.h"
#include "resolve.h"

static void take_prefixes(struct resolved *out, const struct group_def *group,
			  u16 index)
{
	u32 i;

	for (i = 0; i < group->v4.n; i++) {
		struct lync_prefix4 prefix = group->v4.at[i];

		prefix.group = index;
		list_push(&out->prefix4, prefix);
	}
	for (i = 0; i < group->v6.n; i++) {
		struct lync_prefix6 prefix = group->v6.at[i];

		prefix.group = index;
		list_push(&out->prefix6, prefix);
	}
}

/* Says once, where it becomes too much, that a policy cannot hold it all. */
static bool is_full(struct resolver *resolver, struct place place, bool is_full,
		    const char *sentence)
{
	if (is_full && !resolver->is_full)
		faults_add(&resolver->ast->faults, place, "%s", sentence);
	resolver->is_full |= is_full;
	return is_full;
}

static bool has_too_many_prefixes(struct resolver *resolver, struct place place)
{
	const struct resolved *out = resolver->out;

	return is_full(resolver, place,
		       out->prefix4.n > LYNC_MAX_PREFIXES ||
		       out->prefix6.n > LYNC_MAX_PREFIXES,
		       "with this group, flattened, the policy has more than 1310720 prefixes of one IP version: merge neighbouring ones, or use fewer groups of groups");
}

/**
 * struct extent - the prefixes of one group
 * @from4: index of the first IPv4 prefix
 * @n4: number of IPv4 prefixes
 * @from6: index of the first IPv6 prefix
 * @n6: number of IPv6 prefixes
 * @any: every address instead
 */
struct extent {
	u32 from4;
	u32 n4;
	u32 from6;
	u32 n6;
	bool any;
};

/* Makes the prefixes from @extent on those of one group, or any. */
static void extent_end(struct resolved *out, struct extent *extent)
{
	extent->n4 = out->prefix4.n - extent->from4;
	extent->n6 = out->prefix6.n - extent->from6;
	if (extent->any)
		extent->n4 = extent->n6 = 0;
	extent->n4 = prefixes4_order(out->prefix4.at + extent->from4,
				     extent->n4);
	extent->n6 = prefixes6_order(out->prefix6.at + extent->from6,
				     extent->n6);
	out->prefix4.n = extent->from4 + extent->n4;
	out->prefix6.n = extent->from6 + extent->n6;
}

/* Appends what a group and its members hold, each member once. */
static struct extent flatten(struct resolver *resolver, struct group_def *group,
			     u16 index)
{
	struct resolved *out = resolver->out;
	struct extent extent = {
		.from4 = out->prefix4.n, .from6 = out->prefix6.n,
	};
	LIST(struct group_def *) todo = { 0 };
	struct group_def *member;
	u32 stamp = ++resolver->stamp;
	u32 i;

	group->stamp = stamp;
	list_push(&todo, group);
	while (todo.n && !has_too_many_prefixes(resolver, group->def.place)) {
		const struct group_def *now = todo.at[--todo.n];

		take_prefixes(out, now, index);
		extent.any |= now->def.any;
		for (i = 0; i < now->members.n; i++) {
			member = table_find(&resolver->groups,
					    now->members.at[i].name);
			if (!member || member->stamp == stamp)
				continue;
			member->stamp = stamp;
			list_push(&todo, member);
		}
	}
	has_too_many_prefixes(resolver, group->def.place);
	list_free(&todo);
	extent_end(out, &extent);
	return extent;
}

static bool extents_are_equal(const struct resolved *out,
			      const struct extent *a, const struct extent *b)
{
	u32 i;

	if (a->any != b->any || a->n4 != b->n4 || a->n6 != b->n6)
		return false;
	for (i = 0; i < a->n4; i++)
		if (prefix4_compare(&out->prefix4.at[a->from4 + i],
				    &out->prefix4.at[b->from4 + i]))
			return false;
	for (i = 0; i < a->n6; i++)
		if (prefix6_compare(&out->prefix6.at[a->from6 + i],
				    &out->prefix6.at[b->from6 + i]))
			return false;
	return true;
}

/* The site's definition must say what the policy's own says. */
static void check_rival(struct resolver *resolver, struct group_def *group,
			const struct extent *extent)
{
	struct group_def *rival = (struct group_def *)group->def.rival;
	struct resolved *out = resolver->out;
	struct extent other;
	char where[LYNC_TEXT_LEN];

	if (!rival)
		return;
	other = flatten(resolver, rival, 0);
	if (!extents_are_equal(out, extent, &other)) {
		sources_describe(&resolver->ast->sources, group->def.place,
				 where, sizeof(where));
		faults_add(&resolver->ast->faults, rival->def.place,
			   "group %s has other addresses at %s: make them equal, remove one of the two, or write default group in the policy",
			   group->def.name, where);
	}
	out->prefix4.n = other.from4;
	out->prefix6.n = other.from6;
}

/* Returns the index of a new group; 0 when a policy holds no more. */
static u16 group_push(struct resolver *resolver, struct lync_group group,
		      struct group_def *def, struct place place)
{
	struct resolved *out = resolver->out;

	if (is_full(resolver, place, out->groups.n == LYNC_MAX_GROUPS,
		    "a policy holds 1024 groups at most, literals in rows included: make some of them one group"))
		return 0;
	list_push(&out->groups, group);
	list_push(&out->group_defs, def);
	list_push(&out->group_places, place);
	return (u16)(out->groups.n - 1);
}

static void carry(struct resolver *resolver, struct group_def *group)
{
	struct lync_group entry = { .name = group->def.name };
	struct extent extent;
	u16 index;

	if (group->def.carried)
		return;
	index = group_push(resolver, entry, group, group->def.place);
	if (resolver->is_full)
		return;
	group->def.carried = true;
	group->def.index = index;
	extent = flatten(resolver, group, index);
	resolver->out->groups.at[index].any = extent.any;
	check_rival(resolver, group, &extent);
}

void resolve_carried_groups(struct resolver *resolver)
{
	const struct ast *ast = resolver->ast;
	u32 i;

	for (i = 0; i < ast->groups.n; i++)
		if (!ast->groups.at[i]->def.in_site)
			carry(resolver, table_find(&resolver->groups,
						   ast->groups.at[i]->def.name));
}

static void literal_fill(struct resolved *out, const char *text, u16 index)
{
	struct address_range range;
	struct address_fault fault;
	struct lync_addr addr;
	u8 len;

	if (!address_read(text, (u32)strlen(text), &range, &fault))
		return;
	while (address_next_prefix(&range, &addr, &len)) {
		if (range.family == LYNC_IPV4)
			list_push(&out->prefix4, (struct lync_prefix4){
				.addr = addr.w[0], .len = len, .group = index,
			});
		else
			list_push(&out->prefix6, (struct lync_prefix6){
				.addr = addr, .len = len, .group = index,
			});
	}
}

/* Every literal with the same text is the same group. */
static u16 literal_index(struct resolver *resolver,
			 const struct reference *reference)
{
	struct lync_group group = {
		.name = reference->name, .literal = true,
		.any = reference->kind == REFERENCE_ANY,
	};
	size_t known = (size_t)table_find(&resolver->literals, reference->name);
	u16 index;

	if (known)
		return (u16)(known - 1);
	index = group_push(resolver, group, NULL, reference->place);
	if (resolver->is_full)
		return 0;
	table_add(&resolver->literals, reference->name,
		  (void *)((size_t)index + 1));
	if (reference->kind == REFERENCE_LITERAL)
		literal_fill(resolver->out, reference->name, index);
	return index;
}

bool resolve_member(struct resolver *resolver, const struct reference *reference,
		    u16 *index)
{
	struct group_def *group;

	if (reference->kind != REFERENCE_NAME) {
		*index = literal_index(resolver, reference);
		return true;
	}
	group = resolve_group(resolver, reference);
	if (!group)
		return false;
	carry(resolver, group);
	*index = (u16)group->def.index;
	return true;
}
