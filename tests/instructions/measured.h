/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is counted, and nothing else is: callgrind counts from where a function whose
 * name begins with `measured_` is entered to where it returns. None calls another.
 */
#ifndef LYNC_TESTS_MEASURED_H
#define LYNC_TESTS_MEASURED_H

#include "check.h"
#include "judge.h"

/**
 * struct measured_rules - what packets are judged by
 * @policy: the policy
 * @matcher: compiled from it
 */
struct measured_rules {
	const struct lync_policy *policy;
	struct lync_matcher *matcher;
};

/**
 * struct measured_packet - a packet as a hook gets it
 * @data: the packet from its IP header on
 * @len: bytes
 * @zones: those of the interface it came by
 * @flow: the flow it belongs to, as connection tracking knows it
 * @is_reply: it goes against the flow
 */
struct measured_packet {
	u8 data[128];
	u32 len;
	u32 zones;
	struct lync_key flow;
	bool is_reply;
};

/**
 * measured_pre_routing() - the core's part of lync_hook_pre_routing()
 * @rules: the policy
 * @packet: the packet
 *
 * Return: what is decided about it.
 */
struct lync_verdict measured_pre_routing(const struct measured_rules *rules,
					 const struct measured_packet *packet);

/**
 * measured_forward() - the core's part of lync_hook_forward()
 * @rules: the policy
 * @packet: the packet
 *
 * Return: what is decided about it.
 */
struct lync_verdict measured_forward(const struct measured_rules *rules,
				     const struct measured_packet *packet);

/**
 * measured_stateless() - the same under `mode stateless`
 * @rules: the policy
 * @packet: the packet
 *
 * Return: what is decided about it.
 */
struct lync_verdict measured_stateless(const struct measured_rules *rules,
				       const struct measured_packet *packet);

/**
 * measured_check() - lync_policy_check()
 * @rules: has a policy
 * @host: memory
 *
 * Return: 0 or a negative error.
 */
int measured_check(const struct measured_rules *rules,
		   const struct lync_host *host);

/**
 * measured_build() - lync_matcher_build()
 * @rules: has a policy; gets a matcher
 * @host: memory
 *
 * Return: 0 or a negative error.
 */
int measured_build(struct measured_rules *rules, const struct lync_host *host);

/**
 * measured_free() - lync_matcher_free()
 * @rules: has a matcher, and has it no more
 * @host: memory
 */
void measured_free(struct measured_rules *rules, const struct lync_host *host);

#endif
