/* SPDX-License-Identifier: GPL-2.0-only */
/* A policy as JSON. */
#ifndef LYNCCTL_POLICY_JSON_H
#define LYNCCTL_POLICY_JSON_H

#include <jansson.h>

#include "core/policy.h"

/**
 * policy_json_print() - print all of a policy as one object
 * @head: from json_start(), with the keys that come first; is freed
 * @policy: a checked policy
 */
void policy_json_print(json_t *head, const struct lync_policy *policy);

#endif
