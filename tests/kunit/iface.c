// SPDX-License-Identifier: GPL-2.0-only
/* Interfaces on demand; what is sent by one is lost. */
#include <linux/etherdevice.h>
#include <linux/rtnetlink.h>

#include "client.h"
#include "iface.h"

static netdev_tx_t iface_xmit(struct sk_buff *skb, struct net_device *dev)
{
	dev_kfree_skb(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops iface_ops = {
	.ndo_start_xmit = iface_xmit,
};

static void iface_setup(struct net_device *dev)
{
	ether_setup(dev);
	dev->netdev_ops = &iface_ops;
	dev->needs_free_netdev = true;
	eth_hw_addr_random(dev);
}

/* A name, and a number or 0 for the next one. */
struct iface_wanted {
	const char *name;
	int ifindex;
};

static int iface_init(struct kunit_resource *resource, void *context)
{
	const struct iface_wanted *wanted = context;
	struct net_device *dev = alloc_netdev(0, wanted->name, NET_NAME_USER,
					      iface_setup);
	int err;

	if (!dev)
		return -ENOMEM;
	dev->ifindex = wanted->ifindex;
	err = register_netdev(dev);
	if (err)
		free_netdev(dev);
	resource->data = err ? NULL : dev;
	return err;
}

static void iface_free(struct kunit_resource *resource)
{
	unregister_netdev(resource->data);
}

static struct net_device *iface_make(struct kunit *test,
				     struct iface_wanted *wanted)
{
	struct net_device *dev = kunit_alloc_resource(test, iface_init,
						      iface_free, GFP_KERNEL,
						      wanted);

	KUNIT_ASSERT_NOT_NULL(test, dev);
	return dev;
}

struct net_device *iface_register(struct kunit *test, const char *name)
{
	struct iface_wanted wanted = { .name = name };

	return iface_make(test, &wanted);
}

struct net_device *iface_register_far(struct kunit *test, const char *name)
{
	static int ifindex = 100000;
	struct iface_wanted wanted = { .name = name, .ifindex = ++ifindex };

	return iface_make(test, &wanted);
}

static bool iface_matches(struct kunit *test, struct kunit_resource *resource,
			  void *dev)
{
	return resource->data == dev;
}

void iface_unregister(struct kunit *test, struct net_device *dev)
{
	KUNIT_EXPECT_EQ(test, kunit_destroy_resource(test, iface_matches, dev),
			0);
}

void iface_rename(struct kunit *test, const struct net_device *dev,
		  const char *name)
{
	struct message request;
	struct nlmsghdr *header;
	struct ifinfomsg *info;
	struct client client;

	message_init(&request, test, MESSAGE_ROOM);
	header = nlmsg_put(request.skb, 0, 0, RTM_NEWLINK, sizeof(*info),
			   NLM_F_REQUEST | NLM_F_ACK);
	KUNIT_ASSERT_NOT_NULL(test, header);
	info = nlmsg_data(header);
	memset(info, 0, sizeof(*info));
	info->ifi_index = dev->ifindex;
	message_put_text(&request, IFLA_IFNAME, name);
	client_open(&client, test, NETLINK_ROUTE);
	KUNIT_ASSERT_EQ_MSG(test, client_error(&client, &request), 0, "%s",
			    client_sentence(&client));
	KUNIT_ASSERT_STREQ(test, dev->name, name);
}
