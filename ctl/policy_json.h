/* SPDX-License-Identifier: GPL-2.0-only */
/* A policy as JSON. */
#ifndef LYNCCTL_POLICY_JSON_H
#define LYNCCTL_POLICY_JSON_H

#include <jansson.h>

#include "core/policy.h"

/**
 * policy_json() - set the keys that say all of a policy
 * @object: where to
 * @policy: a checked policy
 */
void policy_json(json_t *object, const struct lync_policy *policy);

#endif
