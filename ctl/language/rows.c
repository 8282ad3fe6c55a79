// SPDX-License-Identifier: GPL-2.0-only
/* Rows as they are read. */
#include <string.h>

#include "nearest.h"
#include "reader.h"

void reader_row(struct reader *reader, struct place name, u8 action)
{
	memset(&reader->row, 0, sizeof(reader->row));
	reader->row.name = reader_name(reader, name);
	reader->row.place = name;
	reader->row.action = action;
	reader->row.section = reader->section;
	reader->references.n = 0;
	reader->ports.n = 0;
}

/* Reads a decimal number; returns behind it, or NULL when there is none. */
static const char *read_number(const char *at, const char *end, u32 limit,
			       u32 *number)
{
	const char *begin = at;

	for (*number = 0; at < end && *at >= '0' && *at <= '9'; at++) {
		*number = *number * 10 + (u32)(*at - '0');
		if (*number > limit)
			return NULL;
	}
	return at > begin ? at : NULL;
}

static void fault_proto(struct reader *reader, struct place place)
{
	static const char *const names[] = { "tcp", "udp", "icmp", "icmpv6" };
	struct nearest nearest = nearest_to(reader->data + place.begin,
					    place.end - place.begin);
	size_t i;

	reader->row.proto = LYNC_PROTO_ANY;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		nearest_consider(&nearest, names[i]);
	reader_fault(reader, place,
		     "unknown protocol: write tcp, udp, icmp, icmpv6, any, or a number from 0 to 255%s%s%s",
		     nearest.found ? "; did you mean " : "",
		     nearest.found ? nearest.found : "",
		     nearest.found ? "?" : "");
}

/* Other protocols go by their number, as in a policy that another program loaded. */
void reader_row_proto(struct reader *reader, struct place number)
{
	const char *end = reader->data + number.end;
	u32 proto;

	if (read_number(reader->data + number.begin, end, 255, &proto) != end)
		fault_proto(reader, number);
	else
		reader->row.proto = (u16)proto;
}

void reader_row_member(struct reader *reader, struct place place)
{
	list_push(&reader->references, reader_reference(reader, place));
}

void reader_row_port(struct reader *reader, struct place place)
{
	const char *at = reader->data + place.begin;
	const char *end = reader->data + place.end;
	u32 low, high;

	at = read_number(at, end, 65535, &low);
	high = low;
	if (at && at < end && *at == '-')
		at = read_number(at + 1, end, 65535, &high);
	if (at != end || !low || !high)
		reader_fault(reader, place,
			     "malformed port: write a number from 1 to 65535, or a range such as 50000-59999 without blanks");
	else if (low > high)
		reader_fault(reader, place,
			     "reversed port range: write the lower port first, %u-%u",
			     high, low);
	else
		list_push(&reader->ports,
			  (struct lync_ports){ (u16)low, (u16)high });
}

static int ports_compare(const void *a, const void *b)
{
	const struct lync_ports *pa = a, *pb = b;

	if (pa->low != pb->low)
		return pa->low < pb->low ? -1 : 1;
	return (pa->high > pb->high) - (pa->high < pb->high);
}

/* Sorts ranges and merges those that overlap; returns how many are left. */
static u32 ports_tidy(struct lync_ports *ports, u32 n)
{
	u32 i, kept = 0;

	lync_sort(ports, n, sizeof(*ports), ports_compare);
	for (i = 1; i < n; i++) {
		if (ports[i].low > ports[kept].high)
			ports[++kept] = ports[i];
		else if (ports[i].high > ports[kept].high)
			ports[kept].high = ports[i].high;
	}
	return n ? kept + 1 : 0;
}

static void *copy_of(struct reader *reader, const void *from, size_t bytes)
{
	void *copy = arena_alloc(&reader->ast->arena, bytes);

	if (bytes)
		memcpy(copy, from, bytes);
	return copy;
}

/* any and none say all there is to say about a side. */
static void check_alone(struct reader *reader)
{
	u32 i;

	for (i = 0; reader->references.n > 1 && i < reader->references.n; i++)
		if (reader->references.at[i].kind == REFERENCE_ANY ||
		    reader->references.at[i].kind == REFERENCE_NONE)
			reader_fault(reader, reader->references.at[i].place,
				     "%s stands alone, not in a list with others: leave it or the others out",
				     reader->references.at[i].name);
}

void reader_row_side(struct reader *reader, struct side *side,
		     struct place ports)
{
	check_alone(reader);
	reader->ports.n = ports_tidy(reader->ports.at, reader->ports.n);
	if (reader->ports.n > LYNC_MAX_PORTS)
		reader_fault(reader, ports,
			     "more than %u port ranges on one side of a row: make it two rows",
			     LYNC_MAX_PORTS);
	side->groups = copy_of(reader, reader->references.at,
			       reader->references.n *
			       sizeof(*reader->references.at));
	side->n_groups = reader->references.n;
	side->ports = copy_of(reader, reader->ports.at,
			      reader->ports.n * sizeof(*reader->ports.at));
	side->n_ports = reader->ports.n;
	side->port_place = ports;
	reader->references.n = 0;
	reader->ports.n = 0;
}

void reader_row_zone(struct reader *reader, struct place name)
{
	reader->row.zone = (struct reference){
		.name = reader_name(reader, name), .place = name,
	};
}

void reader_row_comment(struct reader *reader, struct place text)
{
	reader->row.comment = reader_text(reader, text);
}

static void check_ports(struct reader *reader, const struct side *side)
{
	u16 proto = reader->row.proto;

	if (side->port_place.begin == side->port_place.end)
		return;
	if (proto != LYNC_PROTO_TCP && proto != LYNC_PROTO_UDP &&
	    proto != LYNC_PROTO_ANY)
		reader_fault(reader, side->port_place,
			     "only tcp and udp have ports: leave this out, or write tcp, udp or any as protocol");
}

void reader_row_end(struct reader *reader)
{
	reader->section_lines++;
	check_ports(reader, &reader->row.from);
	check_ports(reader, &reader->row.to);
	if (reader->is_site)
		return;
	if (reader->ast->rows.n == LYNC_MAX_ROWS)
		reader_fault(reader, reader->row.place,
			     "this is row %u, and a policy holds %u at most: put addresses into groups instead of rows of their own",
			     LYNC_MAX_ROWS + 1, LYNC_MAX_ROWS);
	list_push(&reader->ast->rows, reader->row);
}
