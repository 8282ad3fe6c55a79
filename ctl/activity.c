// SPDX-License-Identifier: GPL-2.0-only
/* Which rows of a policy can match, and why the others cannot. */
#include <stdio.h>

#include "activity.h"
#include "arena.h"
#include "host.h"
#include "json.h"

static bool *flags_new(u32 n)
{
	bool *flags = memory_resize(NULL, n, sizeof(*flags));

	return memset(flags, 0, n * sizeof(*flags));
}

struct activity activity_of(const struct lync_policy *policy)
{
	struct activity activity = {
		.policy = policy,
		.rows = flags_new(policy->n_rows),
		.groups = flags_new(policy->n_groups),
	};

	lync_rows_active(policy, &host_heap, activity.rows);
	for (u32 i = 0; i < policy->n_rows; i++)
		activity.n_active += activity.rows[i];
	for (u32 i = 0; i < policy->n_groups; i++)
		activity.groups[i] = policy->groups[i].any;
	for (u32 i = 0; i < policy->n_prefix4; i++)
		activity.groups[policy->prefix4[i].group] = true;
	for (u32 i = 0; i < policy->n_prefix6; i++)
		activity.groups[policy->prefix6[i].group] = true;
	return activity;
}

static bool side_is_empty(const struct activity *activity, const u16 *groups,
			  u16 n)
{
	for (u16 i = 0; i < n; i++)
		if (activity->groups[groups[i]])
			return false;
	return true;
}

/* Prints or collects the groups of a side that has no address. */
static u32 name_side(const struct activity *activity, const u16 *groups, u16 n,
		     json_t *names, u32 named)
{
	if (!side_is_empty(activity, groups, n))
		return named;
	for (u16 i = 0; i < n; i++, named++) {
		const char *name = activity->policy->groups[groups[i]].name;

		if (names)
			json_add(names, json_text(name));
		else
			printf("%s%s", named ? ", " : "", name);
	}
	return named;
}

static u32 name_empty(const struct activity *activity,
		      const struct lync_row *row, json_t *names)
{
	u32 named = name_side(activity, row->from, row->n_from, names, 0);

	return name_side(activity, row->to, row->n_to, names, named);
}

void activity_print(const struct activity *activity)
{
	for (u32 i = 0; i < activity->policy->n_rows; i++) {
		const struct lync_row *row = &activity->policy->rows[i];
		u32 named;

		if (activity->rows[i])
			continue;
		printf("inactive: %s (", row->name);
		named = name_empty(activity, row, NULL);
		printf(" %s none)\n", named == 1 ? "is" : "are");
	}
}

void activity_json(const struct activity *activity, json_t *object)
{
	json_t *inactive = json_array();

	json_set_number(object, "rows", activity->policy->n_rows);
	json_set_number(object, "active", activity->n_active);
	json_set(object, "inactive", inactive);
	for (u32 i = 0; i < activity->policy->n_rows; i++) {
		const struct lync_row *row = &activity->policy->rows[i];
		json_t *entry, *names;

		if (activity->rows[i])
			continue;
		entry = json_object();
		names = json_array();
		json_set_text(entry, "row", row->name);
		json_set(entry, "empty", names);
		name_empty(activity, row, names);
		json_add(inactive, entry);
	}
}

void activity_free(struct activity *activity)
{
	free(activity->rows);
	free(activity->groups);
}
