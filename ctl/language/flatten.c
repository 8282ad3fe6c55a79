// SPDX-License-Identifier: GPL-2.0-only
/* Groups of groups to prefixes of groups. */
#include <string.h>

#include "address.h"
#include "core/sort.h"
#include "order.h"
#include "resolve.h"

/* Says once, where it becomes too much, that a policy cannot hold it all. */
static bool is_full(struct resolver *resolver, struct place place, bool is_full,
		    const char *sentence)
{
	if (is_full && !resolver->is_full)
		faults_add(&resolver->ast->faults, place, "%s", sentence);
	resolver->is_full |= is_full;
	return is_full;
}

/* With @n4 and @n6 more, which are of the group defined at @place. */
static bool has_too_many_prefixes(struct resolver *resolver, struct place place,
				  u32 n4, u32 n6)
{
	return is_full(resolver, place,
		       resolver->n4 + n4 > LYNC_MAX_PREFIXES ||
		       resolver->n6 + n6 > LYNC_MAX_PREFIXES,
		       "with this group, flattened, the policy has more than 1310720 prefixes of one IP version: merge neighbouring ones, or use fewer groups of groups");
}

/* Appends what a group holds itself to @extent, the last of all. */
static void take_own(struct ast *ast, const struct group_def *group,
		     struct extent *extent)
{
	struct extent own = group->own;
	u32 i;

	for (i = own.from4; i < own.from4 + own.n4; i++) {
		struct lync_prefix4 prefix = ast->prefix4.at[i];

		prefix.group = NO_GROUP;
		list_push(&ast->prefix4, prefix);
	}
	for (i = own.from6; i < own.from6 + own.n6; i++) {
		struct lync_prefix6 prefix = ast->prefix6.at[i];

		prefix.group = NO_GROUP;
		list_push(&ast->prefix6, prefix);
	}
	extent->n4 += own.n4;
	extent->n6 += own.n6;
}

/* Appends what a group and its members hold, each member once; *any: it is all. */
static struct extent take_all(struct resolver *resolver, struct group_def *group,
			      bool *any)
{
	struct ast *ast = resolver->ast;
	struct extent extent = {
		.from4 = ast->prefix4.n, .from6 = ast->prefix6.n,
	};
	LIST(struct group_def *) todo = { 0 };
	struct group_def *member;
	u32 stamp = ++resolver->stamp;
	u32 i;

	group->stamp = stamp;
	list_push(&todo, group);
	while (todo.n && !resolver->is_full) {
		const struct group_def *now = todo.at[--todo.n];

		take_own(ast, now, &extent);
		has_too_many_prefixes(resolver, group->def.place, extent.n4,
				      extent.n6);
		*any |= now->def.any;
		for (i = 0; i < now->members.n; i++) {
			member = table_find(&resolver->groups,
					    now->members.at[i].name);
			if (!member || member->stamp == stamp)
				continue;
			member->stamp = stamp;
			member->def.within = true;
			list_push(&todo, member);
		}
	}
	list_free(&todo);
	return extent;
}

/*
 * The prefixes of a group and its members, sorted, each once. Those of a group without
 * members, as almost all of a million are, stay where they were read. *any: every
 * address instead.
 */
static struct extent flatten(struct resolver *resolver, struct group_def *group,
			     bool *any)
{
	struct ast *ast = resolver->ast;
	struct extent extent = group->own;

	*any = group->def.any;
	if (group->members.n)
		extent = take_all(resolver, group, any);
	has_too_many_prefixes(resolver, group->def.place, extent.n4, extent.n6);
	if (*any)
		extent.n4 = extent.n6 = 0;
	if (extent.n4)
		extent.n4 = prefixes4_order(ast->prefix4.at + extent.from4,
					    extent.n4);
	if (extent.n6)
		extent.n6 = prefixes6_order(ast->prefix6.at + extent.from6,
					    extent.n6);
	if (group->members.n) {
		ast->prefix4.n = extent.from4 + extent.n4;
		ast->prefix6.n = extent.from6 + extent.n6;
	}
	return extent;
}

static bool extents_are_equal(const struct ast *ast, const struct extent *a,
			      const struct extent *b)
{
	u32 i;

	if (a->n4 != b->n4 || a->n6 != b->n6)
		return false;
	for (i = 0; i < a->n4; i++)
		if (lync_sort_compare(&lync_prefix4_order,
				      &ast->prefix4.at[a->from4 + i],
				      &ast->prefix4.at[b->from4 + i]))
			return false;
	for (i = 0; i < a->n6; i++)
		if (lync_sort_compare(&lync_prefix6_order,
				      &ast->prefix6.at[a->from6 + i],
				      &ast->prefix6.at[b->from6 + i]))
			return false;
	return true;
}

/* The site's definition must say what the policy's own says. */
static void check_rival(struct resolver *resolver, struct group_def *group,
			const struct extent *extent, bool any)
{
	struct group_def *rival = (struct group_def *)group->def.rival;
	struct ast *ast = resolver->ast;
	u32 n4 = ast->prefix4.n, n6 = ast->prefix6.n;
	struct extent other;
	char where[LYNC_TEXT_LEN];
	bool other_any;

	if (!rival)
		return;
	other = flatten(resolver, rival, &other_any);
	if (!resolver->is_full &&
	    (any != other_any || !extents_are_equal(ast, extent, &other))) {
		sources_describe(&ast->sources, group->def.place, where,
				 sizeof(where));
		faults_add(&ast->faults, rival->def.place,
			   "group %s has other prefixes at %s: make them equal, remove one of the two, or write default group in the policy",
			   group->def.name, where);
	}
	/* what a rival with members has added at the end was there to be compared */
	ast->prefix4.n = n4;
	ast->prefix6.n = n6;
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

/* From now on these prefixes are the policy's. */
static void take_over(struct resolver *resolver, const struct extent *extent,
		      u16 index)
{
	struct ast *ast = resolver->ast;
	u32 i;

	for (i = 0; i < extent->n4; i++)
		ast->prefix4.at[extent->from4 + i].group = index;
	for (i = 0; i < extent->n6; i++)
		ast->prefix6.at[extent->from6 + i].group = index;
	resolver->n4 += extent->n4;
	resolver->n6 += extent->n6;
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
	extent = flatten(resolver, group, &entry.any);
	resolver->out->groups.at[index].any = entry.any;
	check_rival(resolver, group, &extent, entry.any);
	take_over(resolver, &extent, index);
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

static void literal_fill(struct resolver *resolver, const char *text, u16 index)
{
	struct ast *ast = resolver->ast;
	struct extent extent = {
		.from4 = ast->prefix4.n, .from6 = ast->prefix6.n,
	};
	struct address_range range;
	struct address_fault fault;
	struct lync_addr addr;
	u8 len;

	if (!address_read(text, (u32)strlen(text), &range, &fault))
		return;
	while (address_next_prefix(&range, &addr, &len)) {
		if (range.family == LYNC_IPV4)
			list_push(&ast->prefix4, (struct lync_prefix4){
				.addr = addr.w[0], .len = len,
			});
		else
			list_push(&ast->prefix6, (struct lync_prefix6){
				.addr = addr, .len = len,
			});
	}
	extent.n4 = ast->prefix4.n - extent.from4;
	extent.n6 = ast->prefix6.n - extent.from6;
	take_over(resolver, &extent, index);
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
		literal_fill(resolver, reference->name, index);
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

void resolve_drop_others(struct ast *ast)
{
	u32 i, n4 = 0, n6 = 0;

	for (i = 0; i < ast->prefix4.n; i++)
		if (ast->prefix4.at[i].group != NO_GROUP)
			ast->prefix4.at[n4++] = ast->prefix4.at[i];
	for (i = 0; i < ast->prefix6.n; i++)
		if (ast->prefix6.at[i].group != NO_GROUP)
			ast->prefix6.at[n6++] = ast->prefix6.at[i];
	ast->prefix4.n = n4;
	ast->prefix6.n = n6;
}
