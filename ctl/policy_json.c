// SPDX-License-Identifier: GPL-2.0-only
/* A policy as JSON. */
#include <stdio.h>

#include "activity.h"
#include "json.h"
#include "members.h"
#include "policy_json.h"

static const char *proto_name(u16 proto)
{
	switch (proto) {
	case LYNC_PROTO_TCP:
		return "tcp";
	case LYNC_PROTO_UDP:
		return "udp";
	case LYNC_PROTO_ICMP:
		return "icmp";
	case LYNC_PROTO_ICMPV6:
		return "icmpv6";
	case LYNC_PROTO_ANY:
		return "any";
	default:
		return NULL;
	}
}

static json_t *names_json(const struct lync_policy *policy, const u16 *groups,
			  u16 n)
{
	json_t *names = json_array();

	for (u16 i = 0; i < n; i++)
		json_add(names, json_text(policy->groups[groups[i]].name));
	return names;
}

static json_t *ports_json(const struct lync_ports *ports, u16 n)
{
	json_t *ranges = json_array();

	for (u16 i = 0; i < n; i++) {
		char text[16];

		if (ports[i].low == ports[i].high)
			snprintf(text, sizeof(text), "%u", ports[i].low);
		else
			snprintf(text, sizeof(text), "%u-%u", ports[i].low,
				 ports[i].high);
		json_add(ranges, json_text(text));
	}
	return ranges;
}

static const char *zone_name(const struct lync_policy *policy, u8 zone)
{
	return zone == LYNC_NO_ZONE ? NULL : policy->zones[zone].name;
}

static json_t *row_json(const struct lync_policy *policy,
			const struct lync_row *row, bool active)
{
	json_t *object = json_object();

	json_set_text(object, "name", row->name);
	json_set_text(object, "section", policy->sections[row->section]);
	json_set_text(object, "action",
		      row->action == LYNC_DENY ? "deny" : "allow");
	if (proto_name(row->proto))
		json_set_text(object, "proto", proto_name(row->proto));
	else
		json_set_number(object, "proto", row->proto);
	json_set(object, "from", names_json(policy, row->from, row->n_from));
	json_set(object, "from_ports", ports_json(row->sports, row->n_sports));
	json_set(object, "to", names_json(policy, row->to, row->n_to));
	json_set(object, "to_ports", ports_json(row->dports, row->n_dports));
	json_set_text(object, "zone", zone_name(policy, row->zone));
	json_set_text(object, "comment", row->comment);
	json_set_text(object, "source", row->source);
	json_set(object, "active", json_boolean(active));
	return object;
}

static json_t *rows_json(const struct lync_policy *policy)
{
	struct activity activity = activity_of(policy);
	json_t *rows = json_array();

	for (u32 i = 0; i < policy->n_rows; i++)
		json_add(rows, row_json(policy, &policy->rows[i],
					activity.rows[i]));
	activity_free(&activity);
	return rows;
}

/* One by one, as there may be millions. */
static void print_prefixes(const struct members *members, u32 group)
{
	u32 n = members_count(members, group);
	char text[ADDRESS_TEXT_LEN];

	for (u32 i = 0; i < n; i++) {
		struct address_range range = members_at(members, group, i);

		address_text(&range, text);
		printf("%s\"%s\"", i ? "," : "", text);
	}
}

static void print_groups(const struct lync_policy *policy)
{
	struct members members = members_of(policy);

	for (u32 i = 0; i < policy->n_groups; i++) {
		const struct lync_group *group = &policy->groups[i];
		json_t *object = json_object();

		json_set_text(object, "name", group->name);
		json_set(object, "any", json_boolean(group->any));
		json_set(object, "literal", json_boolean(group->literal));
		fputs(i ? ",{" : "{", stdout);
		json_print_inside(object);
		fputs(",\"prefixes\":[", stdout);
		print_prefixes(&members, i);
		fputs("]}", stdout);
	}
	members_free(&members);
}

static json_t *zones_json(const struct lync_policy *policy)
{
	json_t *zones = json_array();

	for (u32 i = 0; i < policy->n_zones; i++) {
		const struct lync_zone *zone = &policy->zones[i];
		json_t *object = json_object();
		json_t *patterns = json_array();

		json_set_text(object, "name", zone->name);
		json_set(object, "any", json_boolean(zone->any));
		json_set(object, "interfaces", patterns);
		for (u32 j = 0; j < zone->n_patterns; j++)
			json_add(patterns, json_text(zone->patterns[j]));
		json_add(zones, object);
	}
	return zones;
}

static json_t *protects_json(const struct lync_policy *policy)
{
	json_t *protects = json_array();

	for (u32 i = 0; i < policy->n_protects; i++) {
		const struct lync_protect *protect = &policy->protects[i];
		json_t *object = json_object();

		json_set_text(object, "group",
			      policy->groups[protect->group].name);
		json_set_text(object, "zone", zone_name(policy, protect->zone));
		json_add(protects, object);
	}
	return protects;
}

void policy_json_print(json_t *head, const struct lync_policy *policy)
{
	json_t *tail = json_object();

	json_set_text(head, "policy", policy->name);
	json_set_text(head, "title", policy->title);
	json_set_text(head, "mode", policy->mode == LYNC_STATELESS ?
				    "stateless" : "stateful");
	json_set(tail, "zones", zones_json(policy));
	json_set(tail, "protect", protects_json(policy));
	json_set(tail, "rows", rows_json(policy));
	putchar('{');
	json_print_inside(head);
	fputs(",\"groups\":[", stdout);
	print_groups(policy);
	fputs("],", stdout);
	json_print_inside(tail);
	puts("}");
}
