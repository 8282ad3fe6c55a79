// SPDX-License-Identifier: GPL-2.0-only
/* Start and stop order, nothing else. */
#include <linux/module.h>

#include "lync_edge.h"

static int __init lync_edge_init(void)
{
	int err;

	err = lync_netns_init();
	if (err)
		return err;
	err = lync_zones_init();
	if (err)
		goto exit_netns;
	/* last: from here on a policy can be published */
	err = genl_register_family(&lync_genl_family);
	if (err)
		goto exit_zones;
	return 0;

exit_zones:
	lync_zones_exit();
exit_netns:
	lync_netns_exit();
	return err;
}

static void __exit lync_edge_exit(void)
{
	genl_unregister_family(&lync_genl_family);
	lync_zones_exit();
	lync_netns_exit();
}

module_init(lync_edge_init);
module_exit(lync_edge_exit);

MODULE_DESCRIPTION("Firewall for Lync and Skype for Business Edge Servers");
MODULE_LICENSE("GPL");
MODULE_VERSION(LYNC_EDGE_VERSION);
MODULE_ALIAS_GENL_FAMILY(LYNC_EDGE_GENL_NAME);
