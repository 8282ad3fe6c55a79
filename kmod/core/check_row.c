// SPDX-License-Identifier: GPL-2.0-only
/* The policy check: rows. */
#include "check_parts.h"

static const char *lync_side_fault(const struct lync_policy *policy,
				   const u16 *groups, u32 n)
{
	u32 i;

	if (!n)
		return "the row names no group on one side; write any for every address";
	if (n > LYNC_MAX_MEMBERS)
		return "the row names more than 64 groups on one side; make them one group";
	for (i = 0; i < n; i++)
		if (groups[i] >= policy->n_groups)
			return "the row names a group that is not there; define the group";
	return NULL;
}

static const char *lync_ports_fault(const struct lync_row *row,
				    const struct lync_ports *ports, u32 n)
{
	u32 i;

	if (!n)
		return NULL;
	if (row->proto != LYNC_PROTO_TCP && row->proto != LYNC_PROTO_UDP &&
	    row->proto != LYNC_PROTO_ANY)
		return "the row has ports but its protocol has none; use tcp, udp or any, or leave the ports out";
	if (n > LYNC_MAX_PORTS)
		return "the row has more than 64 port ranges on one side; make it two rows";
	for (i = 0; i < n; i++) {
		if (!ports[i].low)
			return "a port range starts at port 0; ports are 1 to 65535";
		if (ports[i].low > ports[i].high)
			return "a port range starts above its end; write the lower port first";
	}
	return NULL;
}

static const char *lync_row_fault(const struct lync_policy *policy,
				  const struct lync_row *row)
{
	const char *fault = lync_name_fault(row->name);

	if (!fault)
		fault = lync_text_fault(row->comment);
	if (!fault)
		fault = lync_source_fault(row->source);
	if (!fault && row->action != LYNC_ALLOW && row->action != LYNC_DENY)
		fault = "the action is unknown; a row allows or denies";
	if (!fault && row->proto > LYNC_PROTO_ANY)
		fault = "the protocol is no protocol number; use 0 to 255, or any";
	if (!fault && row->section >= policy->n_sections)
		fault = "the row stands in a section that is not there; open a section before it";
	if (!fault && row->zone != LYNC_NO_ZONE && row->zone >= policy->n_zones)
		fault = "the row arrives in a zone that is not there; define the zone";
	if (!fault)
		fault = lync_side_fault(policy, row->from, row->n_from);
	if (!fault)
		fault = lync_side_fault(policy, row->to, row->n_to);
	if (!fault)
		fault = lync_ports_fault(row, row->sports, row->n_sports);
	if (!fault)
		fault = lync_ports_fault(row, row->dports, row->n_dports);
	return fault;
}

static const char *lync_row_name(const struct lync_policy *policy, u32 index)
{
	return policy->rows[index].name;
}

int lync_check_rows(const struct lync_checking *checking)
{
	const struct lync_policy *policy = checking->policy;
	const char *fault;
	u32 i;

	if (!policy->n_rows)
		return lync_refuse(checking, LYNC_PART_POLICY, 0,
				   "the policy has no row and would drop everything; write at least one row");
	for (i = 0; i < policy->n_rows; i++) {
		fault = lync_row_fault(policy, &policy->rows[i]);
		if (fault)
			return lync_refuse(checking, LYNC_PART_ROW, i, fault);
	}
	return lync_check_unique(checking, LYNC_PART_ROW, policy->n_rows,
				 lync_row_name);
}
