/* SPDX-License-Identifier: GPL-2.0-only */
/* From what files say to a policy whose parts refer to each other by index. */
#ifndef LYNCCTL_RESOLVE_H
#define LYNCCTL_RESOLVE_H

#include "ast.h"
#include "core/check.h"
#include "table.h"
#include "text.h"

/**
 * struct resolved - a policy, and where each of its parts stands
 * @policy: the policy; its arrays are the lists below, its prefixes those of the
 *	files, those of each group together and sorted
 * @groups: groups, literals last
 * @zones: zones
 * @protects: protected groups
 * @sections: titles
 * @rows: rows
 * @group_defs: definition of each group, NULL for literals
 * @group_places: where each group is defined; a literal where it was met first
 * @zone_places: where each zone is defined
 * @protect_places: where each protected group is named
 */
struct resolved {
	struct lync_policy policy;
	LIST(struct lync_group) groups;
	LIST(struct lync_zone) zones;
	LIST(struct lync_protect) protects;
	LIST(const char *) sections;
	LIST(struct lync_row) rows;
	LIST(struct group_def *) group_defs;
	LIST(struct place) group_places;
	LIST(struct place) zone_places;
	LIST(struct place) protect_places;
};

/**
 * struct resolver - names and what they stand for, while a policy is made
 * @ast: what was read
 * @out: the policy
 * @groups: group definitions by name; of several the one that counts
 * @zones: zone definitions by name
 * @rows: rows by name
 * @literals: index of a literal's group, plus one, by its text
 * @undefined: names that were complained about
 * @stamp: number of the last flattening
 * @n4: IPv4 prefixes of groups that are in the policy
 * @n6: IPv6 prefixes of groups that are in the policy
 * @is_full: more groups, zones or prefixes than a policy holds; said once
 */
struct resolver {
	struct ast *ast;
	struct resolved *out;
	struct table groups;
	struct table zones;
	struct table rows;
	struct table literals;
	struct table undefined;
	u32 stamp;
	u32 n4;
	u32 n6;
	bool is_full;
};

/**
 * resolve() - make a policy of what was read
 * @ast: what was read; names, texts and prefixes of the policy stay in it
 * @out: filled; not to be used when there are faults afterwards
 * @notes: which notes to make
 */
void resolve(struct ast *ast, struct resolved *out, enum text_notes notes);

/**
 * resolved_place() - where does a part of the policy stand?
 * @ast: what was read
 * @resolved: the policy made of it
 * @part: the part
 * @index: which of the parts
 *
 * Return: its place, or that of the policy's name for what is not there.
 */
struct place resolved_place(const struct ast *ast,
			    const struct resolved *resolved,
			    enum lync_part part, u32 index);

/**
 * resolved_free() - give a policy's arrays back
 * @resolved: from resolve()
 */
void resolved_free(struct resolved *resolved);

/* ---- resolve_names.c ---- */

/**
 * resolve_names() - find the definition that counts for every name
 * @resolver: the resolver; its tables are filled
 */
void resolve_names(struct resolver *resolver);

/**
 * resolve_group() - the group a name stands for
 * @resolver: the resolver
 * @reference: the name
 *
 * Return: its definition, or NULL when it was complained about.
 */
struct group_def *resolve_group(struct resolver *resolver,
				const struct reference *reference);

/**
 * resolve_zone() - the zone a name stands for
 * @resolver: the resolver
 * @reference: the name
 *
 * Return: its definition, or NULL when it was complained about.
 */
struct zone_def *resolve_zone(struct resolver *resolver,
			      const struct reference *reference);

/* ---- cycles.c ---- */

/**
 * resolve_cycles() - complain about groups that contain themselves
 * @resolver: the resolver
 */
void resolve_cycles(struct resolver *resolver);

/* ---- flatten.c ---- */

/**
 * resolve_carried_groups() - put every group a policy file defines into the policy
 * @resolver: the resolver
 */
void resolve_carried_groups(struct resolver *resolver);

/**
 * resolve_drop_others() - forget prefixes of groups that the policy does not use
 * @ast: its groups are in the policy, as far as they are used
 */
void resolve_drop_others(struct ast *ast);

/**
 * resolve_member() - the index of a group or literal that is used
 * @resolver: the resolver
 * @reference: the group or literal; put into the policy if it is not there
 * @index: set to its index
 *
 * Return: false when it was complained about.
 */
bool resolve_member(struct resolver *resolver,
		    const struct reference *reference, u16 *index);

/* ---- unused.c ---- */

/**
 * resolve_unused() - make notes of what the site defines and the policy does not use
 * @resolver: the resolver; what the policy uses is in it
 * @notes: which notes
 */
void resolve_unused(struct resolver *resolver, enum text_notes notes);

/* ---- open_zones.c ---- */

/**
 * resolved_note_open_zones() - make notes of zones that are used and every interface
 * @ast: what was read
 * @resolved: the policy made of it, checked
 */
void resolved_note_open_zones(struct ast *ast, const struct resolved *resolved);

/* ---- unprotected.c ---- */

/**
 * resolved_note_unprotected() - make notes of rows that no protected address is in
 * @ast: what was read
 * @resolved: the policy made of it, checked
 *
 * Rows that lync_rows_active() calls inactive are left out.
 */
void resolved_note_unprotected(struct ast *ast,
			       const struct resolved *resolved);

#endif
