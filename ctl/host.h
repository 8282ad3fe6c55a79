/* SPDX-License-Identifier: GPL-2.0-only */
/* What the core is lent by lyncctl. */
#ifndef LYNCCTL_HOST_H
#define LYNCCTL_HOST_H

#include "core/port.h"

/** host_heap - memory from the heap; allocation may fail, nothing yields */
extern const struct lync_host host_heap;

#endif
