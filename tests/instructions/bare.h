/* SPDX-License-Identifier: GPL-2.0-only */
/* The core's surroundings, as bare as can be. */
#ifndef LYNC_TESTS_BARE_H
#define LYNC_TESTS_BARE_H

#include "port.h"

/*
 * Memory that costs next to nothing: it is given from one stretch, and what is given
 * back is not used again.
 */
extern const struct lync_host bare_host;

/**
 * bare_host_use() - what bare_host gives from now on
 * @mem: zeroed
 * @bytes: how much; nothing is left behind that
 */
void bare_host_use(void *mem, size_t bytes);

#endif
