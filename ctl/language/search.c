// SPDX-License-Identifier: GPL-2.0-only
/* Finding policies by name, and what includes what. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "reader.h"
#include "search.h"

/* Files that include each other deeper than this are no policy. */
#define DEEPEST 16

static bool is_file(const char *path)
{
	struct stat st;

	return !stat(path, &st) && !S_ISDIR(st.st_mode);
}

/* Tries DIRECTORY/NAME and DIRECTORY/NAME.policy; returns the path or NULL. */
static const char *try_directory(struct arena *arena, const char *directory,
				 size_t length, const char *name)
{
	size_t size = length + strlen(name) + sizeof("/.policy");
	char *path = arena_alloc(arena, size);
	const char *slash = length ? "/" : "";

	snprintf(path, size, "%.*s%s%s", (int)length, directory, slash, name);
	if (is_file(path))
		return path;
	snprintf(path, size, "%.*s%s%s.policy", (int)length, directory, slash,
		 name);
	return is_file(path) ? path : NULL;
}

static const char *search_find(const struct search *search,
			       struct arena *arena, const char *name)
{
	const char *directory = search->path;
	const char *path;
	size_t length;

	for (;;) {
		length = strcspn(directory, ":");
		path = length ? try_directory(arena, directory, length, name) :
				NULL;
		if (path || !directory[length])
			return path;
		directory += length + 1;
	}
}

bool search_is_regular(const char *path)
{
	struct stat st;

	return stat(path, &st) || S_ISREG(st.st_mode);
}

static int search_open(const struct search *search, struct ast *ast,
		       const char *path, u32 *file)
{
	if (search->only_regular && !search_is_regular(path))
		return ENOTSUP;
	return source_open(&ast->sources, path, file);
}

static const char *open_sentence(int err)
{
	switch (err) {
	case ENOTSUP:
		return "it is no regular file";
	case EISDIR:
		return "it is a directory";
	case EFBIG:
		return "it is larger than 256 MiB";
	case ENOENT:
		return "there is no such file";
	default:
		return strerror(err);
	}
}

/* Complains about a file that cannot be read; @place is who asked for it. */
static void fault_open(struct ast *ast, struct place place, const char *path,
		       int err, const char *hint)
{
	ast->is_partial = true;
	faults_add(&ast->faults, place, "%s: cannot be read, %s: %s", path,
		   open_sentence(err), hint);
}

static void search_run(struct search *search, struct ast *ast, u32 file,
		       bool is_site)
{
	struct reader reader = {
		.ast = ast, .search = search, .file = file, .is_site = is_site,
		.is_included = search->open.n > 0,
		.before4 = is_site ? ast->prefix4.n : 0,
		.before6 = is_site ? ast->prefix6.n : 0,
	};

	list_push(&search->open, file);
	reader_run(&reader);
	search->open.n--;
}

static bool is_path(const char *name)
{
	size_t length = strlen(name);

	return !strcmp(name, "-") || strchr(name, '/') ||
	       (length > 7 && !strcmp(name + length - 7, ".policy"));
}

/* NAME.policy */
static const char *with_ending(struct arena *arena, const char *name)
{
	size_t size = strlen(name) + sizeof(".policy");
	char *full = arena_alloc(arena, size);

	snprintf(full, size, "%s.policy", name);
	return full;
}

void search_policy(struct search *search, struct ast *ast, const char *name)
{
	const char *path = name;
	u32 file;
	int err;

	if (!is_path(name)) {
		path = search_find(search, &ast->arena,
				   with_ending(&ast->arena, name));
		if (!path) {
			ast->is_partial = true;
			faults_add(&ast->faults, NOWHERE,
				   "%s: there is no such policy in %s: list them with lyncctl policy list, or give the path of a file",
				   name, search->path);
			return;
		}
	}
	err = search_open(search, ast, path, &file);
	if (err)
		fault_open(ast, NOWHERE, path, err,
			   "give the path of a policy file");
	else
		search_run(search, ast, file, false);
}

void search_site(struct search *search, struct ast *ast, bool must_exist)
{
	u32 file;
	int err = source_open(&ast->sources, ast->site, &file);

	if (err == ENOENT && !must_exist)
		return;
	if (err)
		fault_open(ast, NOWHERE, ast->site, err,
			   "give the path of a site file");
	else
		search_run(search, ast, file, true);
}

/* "a includes b includes c", from the file on that is included again. */
static char *chain_of(const struct search *search, struct ast *ast, u32 from)
{
	size_t size = 1, used = 0;
	char *chain;
	u32 i;

	for (i = from; i < search->open.n; i++)
		size += strlen(ast->sources.list.at[search->open.at[i]].path) +
			sizeof(" includes ");
	chain = arena_alloc(&ast->arena, size);
	for (i = from; i < search->open.n; i++)
		used += (size_t)snprintf(chain + used, size - used, "%s includes ",
			ast->sources.list.at[search->open.at[i]].path);
	return chain;
}

/* Has the file been read, or is it being read? Complains about a cycle. */
static bool is_known(struct search *search, struct ast *ast, u32 file,
		     struct place place)
{
	const struct source *files = ast->sources.list.at;
	u32 i, known;

	for (known = 0; known < file; known++)
		if (files[known].dev == files[file].dev &&
		    files[known].ino == files[file].ino)
			break;
	if (known == file)
		return false;
	for (i = 0; i < search->open.n; i++)
		if (search->open.at[i] == known)
			faults_add(&ast->faults, place,
				   "files include each other: %s%s: remove one of these lines",
				   chain_of(search, ast, i), files[known].path);
	return true;
}

/* Beside the including file first, then along the search path. */
static const char *include_find(struct reader *reader, const char *name)
{
	struct arena *arena = &reader->ast->arena;
	const char *beside = reader->ast->sources.list.at[reader->file].path;
	const char *slash = strrchr(beside, '/');
	const char *path;

	if (*name == '/')
		return try_directory(arena, "", 0, name);
	if (slash == beside)
		slash++;
	path = try_directory(arena, beside,
			     slash ? (size_t)(slash - beside) : 0, name);
	if (path)
		return path;
	return search_find(reader->search, arena, name);
}

void search_include(struct reader *reader, const char *name,
		    struct place place)
{
	struct search *search = reader->search;
	struct ast *ast = reader->ast;
	const char *path;
	u32 file;
	int err;

	if (!*name) {
		faults_add(&ast->faults, place,
			   "the name of the file to include is empty");
		return;
	}
	if (search->open.n >= DEEPEST) {
		faults_add(&ast->faults, place,
			   "files include each other more than %u deep: include this one further up",
			   DEEPEST);
		return;
	}
	path = include_find(reader, name);
	if (!path) {
		ast->is_partial = true;
		faults_add(&ast->faults, place,
			   "there is no such file, neither beside this one nor in %s: correct the name or put the file there",
			   search->path);
		return;
	}
	err = search_open(search, ast, path, &file);
	if (err)
		fault_open(ast, place, path, err, "make it readable or leave this line out");
	else if (is_known(search, ast, file, place))
		source_close_last(&ast->sources);
	else
		search_run(search, ast, file, false);
}
