// SPDX-License-Identifier: GPL-2.0-only
/* Groups that contain themselves. */
#include <stdio.h>
#include <string.h>

#include "resolve.h"

/**
 * struct step - a group on the way from a first group to its members' members
 * @group: the group
 * @next: the member to look at next
 */
struct step {
	struct group_def *group;
	u32 next;
};

/** struct way - the steps taken; a list, as groups may nest deeper than a stack */
struct way {
	LIST(struct step) steps;
};

static void way_enter(struct way *way, struct group_def *group)
{
	group->visit = VISIT_OPEN;
	list_push(&way->steps, (struct step){ .group = group });
}

/* Complains at the member that closes the circle. */
static void fault_cycle(struct resolver *resolver, const struct way *way,
			const struct group_def *again,
			const struct reference *member)
{
	char chain[512] = "";
	size_t used = 0;
	u32 i = way->steps.n - 1;

	while (way->steps.at[i].group != again)
		i--;
	for (; i < way->steps.n && used < sizeof(chain); i++)
		used += (size_t)snprintf(chain + used, sizeof(chain) - used,
					 "%s contains ",
					 way->steps.at[i].group->def.name);
	if (used >= sizeof(chain))
		strcpy(chain + sizeof(chain) - sizeof("... contains "),
		       "... contains ");
	faults_add(&resolver->ast->faults, member->place,
		   "groups contain each other: %s%s: remove one of these members",
		   chain, again->def.name);
}

/* The members of a group, then those that its second definition, the site's, gives it. */
static const struct reference *member_at(const struct group_def *group,
					 u32 index)
{
	const struct group_def *rival =
		(const struct group_def *)group->def.rival;

	if (index < group->members.n)
		return &group->members.at[index];
	index -= group->members.n;
	return rival && index < rival->members.n ? &rival->members.at[index] :
						   NULL;
}

/* Goes to the next member of the innermost group, or back out of it. */
static void way_go_on(struct resolver *resolver, struct way *way)
{
	struct step *step = &way->steps.at[way->steps.n - 1];
	const struct reference *member = member_at(step->group, step->next++);
	struct group_def *group;

	if (!member) {
		step->group->visit = VISIT_DONE;
		way->steps.n--;
		return;
	}
	group = resolve_group(resolver, member);
	if (group && group->visit == VISIT_OPEN)
		fault_cycle(resolver, way, group, member);
	else if (group && group->visit == VISIT_NEVER)
		way_enter(way, group);
}

/* Visits what counts only: a default that gave way may name what is not there. */
void resolve_cycles(struct resolver *resolver)
{
	const struct ast *ast = resolver->ast;
	struct way way = { 0 };
	struct group_def *group;
	u32 i;

	for (i = 0; i < ast->groups.n; i++) {
		group = table_find(&resolver->groups,
				   ast->groups.at[i]->def.name);
		if (group->visit == VISIT_NEVER)
			way_enter(&way, group);
		while (way.steps.n)
			way_go_on(resolver, &way);
	}
	list_free(&way.steps);
}
