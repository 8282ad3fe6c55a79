/* SPDX-License-Identifier: GPL-2.0-only */
/* Which rows of a policy can match, and why the others cannot. */
#ifndef LYNCCTL_ACTIVITY_H
#define LYNCCTL_ACTIVITY_H

#include <jansson.h>

#include "core/policy.h"

/**
 * struct activity - what is active in a policy
 * @policy: the policy
 * @rows: by row: it can match
 * @groups: by group: it has an address
 * @n_active: rows that can match
 */
struct activity {
	const struct lync_policy *policy;
	bool *rows;
	bool *groups;
	u32 n_active;
};

/**
 * activity_of() - find out
 * @policy: a checked policy, which must outlive the answer
 */
struct activity activity_of(const struct lync_policy *policy);

/**
 * activity_print() - a line for each row that cannot match, with its empty groups
 * @activity: from activity_of()
 */
void activity_print(const struct activity *activity);

/**
 * activity_json() - set the keys `rows`, `active` and `inactive`
 * @activity: from activity_of()
 * @object: where to
 */
void activity_json(const struct activity *activity, json_t *object);

/**
 * activity_free() - give the memory back
 * @activity: from activity_of()
 */
void activity_free(struct activity *activity);

#endif
