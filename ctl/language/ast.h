/* SPDX-License-Identifier: GPL-2.0-only */
/* What policy and site files say, before names are resolved. */
#ifndef LYNCCTL_AST_H
#define LYNCCTL_AST_H

#include "arena.h"
#include "core/policy.h"
#include "faults.h"

enum reference_kind {
	/** @REFERENCE_NAME: the name of a group or zone */
	REFERENCE_NAME,
	/** @REFERENCE_LITERAL: an address, prefix or range */
	REFERENCE_LITERAL,
	REFERENCE_ANY,
	REFERENCE_NONE,
};

/**
 * struct reference - a group or zone that is spoken of
 * @name: as it was written; a literal in its shortest form
 * @place: where
 * @kind: what kind of thing is spoken of
 */
struct reference {
	const char *name;
	struct place place;
	enum reference_kind kind;
};

/**
 * struct definition - what groups and zones have in common
 * @name: the name
 * @place: where the name stands
 * @by_default: it gives way to another definition
 * @in_site: it stands in the site file
 * @any: it is every address, or every interface
 * @carried: it has got an index in the policy
 * @within: a group that is in the policy contains it
 * @index: that index
 * @rival: another definition of the name, to be compared with this one
 * @next: another definition of the name, of another kind
 */
struct definition {
	const char *name;
	struct place place;
	bool by_default;
	bool in_site;
	bool any;
	bool carried;
	bool within;
	u32 index;
	struct definition *rival;
	struct definition *next;
};

enum visit {
	VISIT_NEVER,
	VISIT_OPEN,
	VISIT_DONE,
};

/** NO_GROUP - of a prefix that belongs to no group of the policy, or to none yet */
#define NO_GROUP 0xffff

/**
 * struct extent - prefixes that stand together in struct ast
 * @from4: index of the first IPv4 prefix
 * @n4: number of IPv4 prefixes
 * @from6: index of the first IPv6 prefix
 * @n6: number of IPv6 prefixes
 */
struct extent {
	u32 from4;
	u32 n4;
	u32 from6;
	u32 n6;
};

/**
 * struct group_def - a group
 * @def: its name and more; must come first
 * @own: its own prefixes
 * @members: the groups it contains
 * @visit: state of the search for cycles
 * @stamp: number of the last flattening that came by
 */
struct group_def {
	struct definition def;
	struct extent own;
	LIST(struct reference) members;
	enum visit visit;
	u32 stamp;
};

/**
 * struct zone_def - a zone
 * @def: its name and more; must come first
 * @patterns: names of interfaces, each once
 */
struct zone_def {
	struct definition def;
	LIST(const char *) patterns;
};

/**
 * struct protect_def - a group of Edge addresses
 * @group: the group
 * @behind: the zone it lives behind; without a name there is none
 */
struct protect_def {
	struct reference group;
	struct reference behind;
};

/**
 * struct section_def - a section
 * @title: its title
 * @place: where the title stands
 */
struct section_def {
	const char *title;
	struct place place;
};

/**
 * struct side - one end of a row
 * @groups: the groups
 * @n_groups: number of @groups
 * @ports: port ranges, sorted, apart from each other
 * @n_ports: number of @ports
 * @port_place: where the ports stand
 */
struct side {
	const struct reference *groups;
	const struct lync_ports *ports;
	u32 n_groups;
	u32 n_ports;
	struct place port_place;
};

/**
 * struct row_def - a row
 * @name: its name
 * @comment: its comment, or NULL
 * @place: where its name stands
 * @from: who may open a flow
 * @to: to whom
 * @zone: where it arrives; without a name anywhere
 * @section: index of its section
 * @proto: IANA number or LYNC_PROTO_ANY
 * @action: one of enum lync_action
 */
struct row_def {
	const char *name;
	const char *comment;
	struct place place;
	struct side from;
	struct side to;
	struct reference zone;
	u32 section;
	u16 proto;
	u8 action;
};

/**
 * struct ast - all that was read
 * @sources: the files
 * @faults: what is wrong with them
 * @notes: what is right and hardly meant
 * @arena: holds names, texts and what is not a list
 * @site: path of the site file, for sentences that name it
 * @name: name of the policy, NULL until its line was read
 * @title: its title, or NULL
 * @policy_place: where its name stands
 * @mode: one of enum lync_mode
 * @mode_place: where it is set; no file when nowhere
 * @groups: group definitions in the order they stand
 * @zones: zone definitions in the order they stand
 * @protects: protected groups
 * @sections: sections, each title once
 * @rows: rows
 * @prefix4: IPv4 prefixes of all groups, group after group; later those of the policy
 * @prefix6: the same for IPv6
 * @is_partial: a file could not be read, or not all of it, so that what names stand for
 *	is unknown
 */
struct ast {
	struct sources sources;
	struct faults faults;
	struct faults notes;
	struct arena arena;
	const char *site;
	const char *name;
	const char *title;
	struct place policy_place;
	u8 mode;
	struct place mode_place;
	LIST(struct group_def *) groups;
	LIST(struct zone_def *) zones;
	LIST(struct protect_def) protects;
	LIST(struct section_def) sections;
	LIST(struct row_def) rows;
	LIST(struct lync_prefix4) prefix4;
	LIST(struct lync_prefix6) prefix6;
	bool is_partial;
};

/**
 * ast_init() - begin a reading
 * @ast: filled
 * @site: path of the site file; must live as long as @ast
 */
void ast_init(struct ast *ast, const char *site);

/**
 * ast_free() - forget a reading
 * @ast: from ast_init()
 */
void ast_free(struct ast *ast);

#endif
