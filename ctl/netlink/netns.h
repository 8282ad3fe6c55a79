/* SPDX-License-Identifier: GPL-2.0-only */
/* Named network namespaces, as `ip netns` keeps them. */
#ifndef LYNCCTL_NETNS_H
#define LYNCCTL_NETNS_H

#include <stdbool.h>

/**
 * netns_enter() - go to a named network namespace, and stay there
 * @name: its name in /run/netns
 *
 * Files are still those of the namespace the tool was started in.
 *
 * Return: false when it was complained about.
 */
bool netns_enter(const char *name);

#endif
