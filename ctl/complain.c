// SPDX-License-Identifier: GPL-2.0-only
/* What commands have in common: complaints, and where policies are looked for. */
#include <stdarg.h>

#include "cmd.h"

void complain(const char *format, ...)
{
	va_list arguments;

	fputs("lyncctl: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

struct text_options invocation_text(const struct invocation *invocation)
{
	return (struct text_options){
		.site = invocation->values[OPTION_SITE],
		.errors = stderr,
	};
}
