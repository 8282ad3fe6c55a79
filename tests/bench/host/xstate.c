// SPDX-License-Identifier: GPL-2.0-only
/*
 * Preloaded into User Mode Linux. It keeps 2,696 bytes for the vector registers of a guest
 * process (HOST_FP_SIZE of arch/x86/um/user-offsets.c), which was the most there was. On a
 * CPU with AMX the host has 11,008, takes back all or nothing (EFAULT), and the guest's
 * first process dies. So what the guest does not know is left out on the way in and stated
 * as unused on the way back, as it is: nobody in the guest asks for tile registers.
 */
#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* Intel SDM, volume 1, 13.4.2: the header of an XSAVE area, and its first word. */
#define XSTATE_HEADER 512
/* everything up to PKRU, which is what fits into 2,696 bytes */
#define XSTATE_KNOWN 0x3ffUL

static char whole[65536];

/* What the host has, into @whole; its size, or -1. */
static long get_whole(pid_t pid)
{
	struct iovec io = { .iov_base = whole, .iov_len = sizeof(whole) };

	if (syscall(SYS_ptrace, PTRACE_GETREGSET, pid, NT_X86_XSTATE, &io))
		return -1;
	return io.iov_len;
}

static long set_whole(pid_t pid, const struct iovec *part)
{
	struct iovec io = { .iov_base = whole };
	uint64_t used;
	long size = get_whole(pid);

	if (size < 0)
		return -1;
	if ((size_t)size <= part->iov_len)
		return syscall(SYS_ptrace, PTRACE_SETREGSET, pid, NT_X86_XSTATE, part);
	memset(whole, 0, size);
	memcpy(whole, part->iov_base, part->iov_len);
	memcpy(&used, whole + XSTATE_HEADER, sizeof(used));
	used &= XSTATE_KNOWN;
	memcpy(whole + XSTATE_HEADER, &used, sizeof(used));
	io.iov_len = size;
	return syscall(SYS_ptrace, PTRACE_SETREGSET, pid, NT_X86_XSTATE, &io);
}

long ptrace(enum __ptrace_request request, ...)
{
	void *address, *data;
	long word, result;
	va_list rest;
	pid_t pid;

	va_start(rest, request);
	pid = va_arg(rest, pid_t);
	address = va_arg(rest, void *);
	data = va_arg(rest, void *);
	va_end(rest);

	if (request == PTRACE_SETREGSET && (uintptr_t)address == NT_X86_XSTATE)
		return set_whole(pid, data);
	if (request != PTRACE_PEEKTEXT && request != PTRACE_PEEKDATA &&
	    request != PTRACE_PEEKUSER)
		return syscall(SYS_ptrace, request, pid, address, data);
	/* the system call stores the word, the library's function returns it */
	result = syscall(SYS_ptrace, request, pid, address, &word);
	if (result < 0)
		return result;
	errno = 0;
	return word;
}
