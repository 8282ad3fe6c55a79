/* SPDX-License-Identifier: GPL-2.0-only */
/* Which way round connection tracking has a TCP flow, and that it stays so. */
#ifndef LYNC_FLOW_H
#define LYNC_FLOW_H

#include <net/netfilter/nf_conntrack.h>

enum lync_flow_time {
	LYNC_REFUSED_SECONDS = 3 * 3600,
};

/*
 * Was this TCP flow picked up in mid-stream? See tcp_new() of nf_conntrack. Others
 * make flows liberal, too, but only of an opening segment is a window scale known.
 */
static inline bool lync_flow_was_picked_up(const struct nf_conn *ct)
{
	const struct ip_ct_tcp_state *seen = ct->proto.tcp.seen;
	u8 both, either;

	if (nf_ct_protonum(ct) != IPPROTO_TCP)
		return false;
	both = READ_ONCE(seen[0].flags) & READ_ONCE(seen[1].flags);
	either = READ_ONCE(seen[0].flags) | READ_ONCE(seen[1].flags);
	return (both & IP_CT_TCP_FLAG_BE_LIBERAL) &&
	       !(either & IP_CT_TCP_FLAG_WINDOW_SCALE);
}

/*
 * Allowed as it was picked up, a flow stays that way round, even if both could be
 * right: a later policy that refuses it is not asked for the reverse. A window scale
 * says so, and costs nothing, as it is 0. Until it is confirmed the flow is this
 * packet's alone.
 */
static inline void lync_flow_settle(struct nf_conn *ct)
{
	u8 *flags = &ct->proto.tcp.seen[IP_CT_DIR_ORIGINAL].flags;

	if (!nf_ct_is_confirmed(ct) && lync_flow_was_picked_up(ct))
		WRITE_ONCE(*flags, *flags | IP_CT_TCP_FLAG_WINDOW_SCALE);
}

/*
 * What is dropped in FORWARD connection tracking has seen already, and a reset
 * leaves the flow ten seconds. Once it were forgotten, a segment of the other side
 * would begin a flow the other way round, which a row may allow. The longest wait
 * for a sign of life that is usual is two hours. Flows that were never established,
 * and errors about a flow, which anyone can send, must not fill the table.
 */
static inline void lync_flow_remember(struct nf_conn *ct,
				      enum ip_conntrack_info ctinfo)
{
	if (nf_ct_protonum(ct) != IPPROTO_TCP ||
	    ctinfo == IP_CT_RELATED || ctinfo == IP_CT_RELATED_REPLY ||
	    !test_bit(IPS_ASSURED_BIT, &ct->status) ||
	    test_bit(IPS_FIXED_TIMEOUT_BIT, &ct->status))
		return;
	if (nf_ct_is_confirmed(ct) &&
	    nf_ct_expires(ct) < LYNC_REFUSED_SECONDS * HZ)
		WRITE_ONCE(ct->timeout,
			   nfct_time_stamp + LYNC_REFUSED_SECONDS * HZ);
}

#endif
