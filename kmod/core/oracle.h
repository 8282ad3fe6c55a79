/* SPDX-License-Identifier: GPL-2.0-only */
/* The naive matcher: loops over the policy as it is written. Tests only. */
#ifndef LYNC_CORE_ORACLE_H
#define LYNC_CORE_ORACLE_H

#include "policy.h"

/**
 * lync_oracle_is_edge() - what lync_match_is_edge() must answer
 * @policy: a checked policy
 * @key: the packet
 */
bool lync_oracle_is_edge(const struct lync_policy *policy,
			 const struct lync_key *key);

/**
 * lync_oracle_is_spoofed() - what lync_match_is_spoofed() must answer
 * @policy: a checked policy
 * @key: the packet
 */
bool lync_oracle_is_spoofed(const struct lync_policy *policy,
			    const struct lync_key *key);

/**
 * lync_oracle_row() - what lync_match_row() must answer
 * @policy: a checked policy
 * @key: the packet
 */
u32 lync_oracle_row(const struct lync_policy *policy,
		    const struct lync_key *key);

/**
 * lync_oracle_reply_row() - what lync_match_reply_row() must answer
 * @policy: a checked policy
 * @key: the packet
 */
u32 lync_oracle_reply_row(const struct lync_policy *policy,
			  const struct lync_key *key);

#endif
