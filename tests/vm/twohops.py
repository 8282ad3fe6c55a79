# SPDX-License-Identifier: GPL-2.0-only
"""The hosts 21-path-mtu.sh puts behind the partner and behind the Edge."""

import dataclasses

from places import ACCESS, PARTNER

FAR = dataclasses.replace(PARTNER, host="far")
DEEP = dataclasses.replace(ACCESS, host="deep")
