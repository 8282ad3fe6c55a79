// SPDX-License-Identifier: GPL-2.0-only
/* lyncctl policy list: the policies a name can find. */
#include <dirent.h>

#include "cmd.h"
#include "columns.h"
#include "json.h"
#include "nl_status.h"
#include "search.h"

#define ENDING ".policy"

/**
 * struct listed - a policy in the search path
 * @name: by which it is loaded: the file's, without its ending
 * @path: of the file
 * @declared: the name it gives itself, "" when it has none
 * @title: its title, or NULL
 * @rows: its rows
 * @fault: what to call it when it cannot be read without complaint, else NULL
 */
struct listed {
	const char *name;
	const char *path;
	const char *declared;
	const char *title;
	u32 rows;
	const char *fault;
};

/* What is listed, and the name of what runs, if that is known. */
struct listing {
	struct arena arena;
	LIST(struct listed) policies;
	const char *search_path;
	const char *running;
};

/* Nobody asked for these files: one pipe or endless device must not stop the listing. */
static void read_one(struct listing *listing, struct listed *listed)
{
	struct search search = {
		.path = listing->search_path, .only_regular = true,
	};
	struct ast ast;

	if (!search_is_regular(listed->path)) {
		listed->fault = "faulty: no regular file";
		return;
	}
	ast_init(&ast, "");
	search_policy(&search, &ast, listed->path);
	list_free(&search.open);
	listed->declared = arena_string(&listing->arena,
					ast.name ? ast.name : "");
	listed->title = arena_string(&listing->arena, ast.title);
	listed->rows = ast.rows.n;
	listed->fault = ast.faults.total ? "faulty" : NULL;
	ast_free(&ast);
}

/* The first directory that has a name wins, as when it is loaded. */
static bool is_listed(const struct listing *listing, const char *name)
{
	for (u32 i = 0; i < listing->policies.n; i++)
		if (!strcmp(listing->policies.at[i].name, name))
			return true;
	return false;
}

static void add_file(struct listing *listing, const char *directory,
		     const char *file)
{
	size_t length = strlen(file) - strlen(ENDING);
	size_t path_size = strlen(directory) + strlen(file) + 2;
	char *name = arena_alloc(&listing->arena, length + 1);
	char *path = arena_alloc(&listing->arena, path_size);
	struct listed listed = { .name = name, .path = path, .declared = "" };

	memcpy(name, file, length);
	if (is_listed(listing, name))
		return;
	snprintf(path, path_size, "%s/%s", directory, file);
	read_one(listing, &listed);
	list_push(&listing->policies, listed);
}

static int is_policy(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > strlen(ENDING) && entry->d_name[0] != '.' &&
	       !strcmp(entry->d_name + length - strlen(ENDING), ENDING);
}

static void add_directory(struct listing *listing, const char *directory)
{
	struct dirent **entries;
	int n = scandir(directory, &entries, is_policy, alphasort);

	for (int i = 0; i < n; i++) {
		add_file(listing, directory, entries[i]->d_name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

static void add_all(struct listing *listing)
{
	const char *at = listing->search_path;

	for (;;) {
		size_t length = strcspn(at, ":");
		char *directory = arena_alloc(&listing->arena, length + 1);

		memcpy(directory, at, length);
		if (length)
			add_directory(listing, directory);
		if (!at[length])
			return;
		at += length + 1;
	}
}

/*
 * Stays NULL without module, permission or policy: that is no fault here. Returns false
 * when there is no such namespace.
 */
static bool find_running(struct listing *listing, const char *netns)
{
	struct nl_refusal refusal;
	struct nl_status status;
	struct nl_line *line;

	if (!line_open_quietly(netns, &line))
		return false;
	if (!line)
		return true;
	if (nl_status_ask(line, &status, &refusal))
		listing->running = arena_string(&listing->arena, status.name);
	nl_status_free(&status);
	line_close(line);
	return true;
}

static bool is_running(const struct listing *listing,
		       const struct listed *listed)
{
	return listing->running && !strcmp(listing->running, listed->declared);
}

static void print_json(const struct listing *listing)
{
	json_t *object = json_start();
	json_t *policies = json_array();

	json_set(object, "policies", policies);
	for (u32 i = 0; i < listing->policies.n; i++) {
		const struct listed *listed = &listing->policies.at[i];
		json_t *entry = json_object();

		json_set_text(entry, "name", listed->name);
		json_set_text(entry, "title", listed->title);
		json_set_text(entry, "path", listed->path);
		json_set_number(entry, "rows", listed->rows);
		json_set(entry, "faulty", json_boolean(listed->fault));
		json_set(entry, "running",
			 json_boolean(is_running(listing, listed)));
		json_add(policies, entry);
	}
	json_finish(object);
}

static void print_text(const struct listing *listing)
{
	static const struct column titles[] = {
		{ "NAME", false }, { "ROWS", true }, { "STATE", false },
		{ "TITLE", false }, { "PATH", false },
	};
	struct columns *columns;

	if (!listing->policies.n) {
		printf("no policies in %s\n", listing->search_path);
		return;
	}
	columns = columns_new(titles, 5);
	for (u32 i = 0; i < listing->policies.n; i++) {
		const struct listed *listed = &listing->policies.at[i];
		char rows[16];

		snprintf(rows, sizeof(rows), "%u", listed->rows);
		columns_add(columns, (const char *const[]){
			listed->name, rows,
			is_running(listing, listed) ? "running" :
			listed->fault ? listed->fault : "",
			listed->title ? listed->title : "", listed->path,
		});
	}
	columns_finish(columns);
}

static int run(const struct invocation *invocation)
{
	struct text_options options = invocation_text(invocation);
	struct listing listing = {
		.search_path = text_search_path(&options),
	};

	if (!find_running(&listing, invocation->values[OPTION_NETNS]))
		return STATUS_KERNEL;
	add_all(&listing);
	if (invocation_json(invocation))
		print_json(&listing);
	else
		print_text(&listing);
	list_free(&listing.policies);
	arena_free(&listing.arena);
	return STATUS_YES;
}

const struct command cmd_policy_list = {
	.name = "policy list",
	.arguments = "",
	.summary = "list the policies that can be loaded by name",
	.details =
"Lists the policies in the directories of LYNCCTL_POLICY_PATH, by default\n"
TEXT_SEARCH_PATH ". Where two directories hold\n"
"one name, the first one counts. One that cannot be read is marked as faulty;\n"
"`lyncctl policy check` says why. Pipes and devices are not opened. The running one\n"
"is marked if the module answers; neither the module nor a permission is needed.\n",
	.run = run,
};
