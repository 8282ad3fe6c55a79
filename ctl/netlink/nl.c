// SPDX-License-Identifier: GPL-2.0-only
/* The line to the kernel: opening it, and what to say when that fails. */
#include <linux/capability.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/lync_edge.h>

#include "cmd.h"
#include "netns.h"
#include "nl.h"
#include "nl_line.h"

#define MODULE_FOLDER "/sys/module/lync_edge"

static bool may_administrate(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = { 0 };

	return !syscall(SYS_capget, &header, data) &&
	       data[0].effective & 1u << CAP_NET_ADMIN;
}

static bool connect_line(struct nl_line *line)
{
	const int on = 1;
	int fd;

	line->socket = nl_socket_alloc();
	if (!line->socket || genl_connect(line->socket))
		return false;
	fd = nl_socket_get_fd(line->socket);
	line->family = genl_ctrl_resolve(line->socket, LYNC_EDGE_GENL_NAME);
	if (line->family < 0)
		return false;
	/* refusals with a sentence and an offset, without the whole request */
	return !setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &on, sizeof(on)) &&
	       !setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof(on));
}

static struct nl_line *line_new(void)
{
	struct nl_line *line = calloc(1, sizeof(*line));

	if (line && connect_line(line))
		return line;
	line_close(line);
	return NULL;
}

struct nl_line *line_open(const char *netns)
{
	struct nl_line *line;

	if (!may_administrate()) {
		complain("permission is missing: CAP_NET_ADMIN is needed; run lyncctl as root");
		return NULL;
	}
	if (netns && !netns_enter(netns))
		return NULL;
	line = line_new();
	if (!line)
		complain("the kernel module lync_edge is not loaded; load it with 'modprobe lync_edge'");
	return line;
}

bool line_open_quietly(const char *netns, struct nl_line **line)
{
	*line = NULL;
	if (!may_administrate())
		return true;
	if (netns && !netns_enter(netns))
		return false;
	/* asking for the family would load the module, which nobody wanted */
	if (!access(MODULE_FOLDER, F_OK))
		*line = line_new();
	return true;
}

void line_close(struct nl_line *line)
{
	if (!line)
		return;
	nl_socket_free(line->socket);
	free(line);
}

bool module_version(char *version, size_t size)
{
	FILE *file = fopen(MODULE_FOLDER "/version", "re");

	version[0] = '\0';
	if (!file)
		return !access(MODULE_FOLDER, F_OK);
	if (fgets(version, (int)size, file))
		version[strcspn(version, "\n")] = '\0';
	fclose(file);
	return true;
}

static const char *remedy(int error)
{
	switch (error) {
	case EPERM:
		return "CAP_NET_ADMIN in the initial user namespace is needed; run lyncctl as root, outside containers";
	case ENOENT:
		return "load a policy with 'lyncctl policy load NAME'";
	case EAGAIN:
		return "see 'lyncctl status'";
	case EOPNOTSUPP:
		return "the module does not know this command; install the same version of module and tool";
	case ENOMEM:
	case ENOBUFS:
		return "free some memory and try again";
	case EBADMSG:
		return "install the same version of module and tool";
	case EINTR:
		return "the policy keeps changing; try again";
	default:
		return NULL;
	}
}

int line_complain(const char *what, const struct nl_refusal *refusal)
{
	const char *advice = remedy(refusal->error);

	complain("%s: %s%s%s", what,
		 *refusal->sentence ? refusal->sentence :
				      strerror(refusal->error),
		 advice ? "; " : "", advice ? advice : "");
	return STATUS_KERNEL;
}
