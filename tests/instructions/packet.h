/* SPDX-License-Identifier: GPL-2.0-only */
/* Packets of a kind, as bytes. */
#ifndef LYNC_TESTS_PACKET_H
#define LYNC_TESTS_PACKET_H

#include "kinds.h"
#include "measured.h"

/**
 * packet_draw() - a packet of a kind
 * @packet: overwritten
 * @kind: the kind
 * @site: where it is seen; draws the addresses
 */
void packet_draw(struct measured_packet *packet, const struct kind *kind,
		 struct site *site);

#endif
