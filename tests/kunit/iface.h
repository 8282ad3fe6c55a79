/* SPDX-License-Identifier: GPL-2.0-only */
/* Interfaces that come, are renamed and go at a test's will. */
#ifndef LYNC_TESTS_IFACE_H
#define LYNC_TESTS_IFACE_H

#include <kunit/test.h>
#include <linux/netdevice.h>

/**
 * iface_register() - a new interface of the first network namespace
 * @test: unregisters it at its end, if it is still there then
 * @name: its name
 */
struct net_device *iface_register(struct kunit *test, const char *name);

/**
 * iface_register_far() - the same, by a number that is too high for near_zones
 * @test: unregisters it at its end, if it is still there then
 * @name: its name
 */
struct net_device *iface_register_far(struct kunit *test, const char *name);

void iface_unregister(struct kunit *test, struct net_device *dev);

/**
 * iface_rename() - as `ip link set dev OLD name NEW` does
 * @test: fails when the kernel refuses
 * @dev: the interface, down
 * @name: its new name
 */
void iface_rename(struct kunit *test, const struct net_device *dev,
		  const char *name);

#endif
