// SPDX-License-Identifier: GPL-2.0-only
/* Named network namespaces, as `ip netns` keeps them. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cmd.h"
#include "netns.h"

#define NETNS_FOLDER "/run/netns/"

static bool is_plain_name(const char *name)
{
	return *name && !strchr(name, '/') && strcmp(name, ".") &&
	       strcmp(name, "..") && strlen(name) <= NAME_MAX;
}

static void report_open(const char *name)
{
	if (errno == ENOENT)
		complain("there is no network namespace '%s'; 'ip netns list' shows those there are",
			 name);
	else
		complain("the network namespace '%s' cannot be opened: %s",
			 name, strerror(errno));
}

bool netns_enter(const char *name)
{
	char path[sizeof(NETNS_FOLDER) + NAME_MAX];
	bool entered;
	int fd;

	if (!is_plain_name(name)) {
		complain("'%s' is no name of a network namespace; 'ip netns list' shows those there are",
			 name);
		return false;
	}
	snprintf(path, sizeof(path), NETNS_FOLDER "%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		report_open(name);
		return false;
	}
	entered = !setns(fd, CLONE_NEWNET);
	if (!entered)
		complain("the network namespace '%s' cannot be entered: %s%s",
			 name, strerror(errno),
			 errno == EPERM ? "; run lyncctl as root" : "");
	close(fd);
	return entered;
}
