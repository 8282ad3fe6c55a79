/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding policies by name, and what includes what. */
#ifndef LYNCCTL_SEARCH_H
#define LYNCCTL_SEARCH_H

#include "ast.h"

struct reader;

/**
 * struct search - the search path and the files that are being read
 * @path: directories, colon-separated
 * @only_regular: complain about any other file instead of opening it
 * @open: numbers of the files being read, each included by the one before
 */
struct search {
	const char *path;
	bool only_regular;
	LIST(u32) open;
};

/**
 * search_is_regular() - can a file be read without waiting, and has it an end?
 * @path: of the file; one that is not there is left to who opens it
 */
bool search_is_regular(const char *path);

/**
 * search_policy() - find and read the policy that was asked for, and its includes
 * @search: @path is set
 * @ast: where it goes
 * @name: as text_read() takes it
 */
void search_policy(struct search *search, struct ast *ast, const char *name);

/**
 * search_site() - read the site file
 * @search: the search
 * @ast: where it goes; its site is the path
 * @must_exist: complain when it is not there
 */
void search_site(struct search *search, struct ast *ast, bool must_exist);

/**
 * search_include() - find and read a file that another one includes
 * @reader: the reader of the including file
 * @name: as it stands there
 * @place: where
 *
 * A file is read once, however often it is included; one that includes itself,
 * directly or by others, is complained about.
 */
void search_include(struct reader *reader, const char *name,
		    struct place place);

#endif
