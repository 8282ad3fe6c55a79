# SPDX-License-Identifier: GPL-2.0-only
"""The policy `default` in the words of each contender.

Written as somebody who knows the tool and cares for speed would: a table of its own
for each family, what is cheap to look at first, an early way out for what is neither
to nor from an Edge.
"""

import addresses
from scenarios import ROWS, TCP, groups

PROTO = {TCP: "tcp"}
FAMILY_WORD = {4: "ip", 6: "ip6"}
SET_TYPE = {4: "ipv4_addr", 6: "ipv6_addr"}


def edges(family):
    return addresses.EDGE[family]


def every_edge(family):
    return sorted({a for held in edges(family).values() for a in held})


def partners(family, found):
    """Group name to prefixes as text."""
    lists = {name: [addresses.text(family, p) for p in held]
             for name, held in groups(found).items()}
    lists["xmpp_gateways"] = [addresses.GATEWAYS[family]]
    return lists


def ports(low, high):
    return f"{low}" if low == high else f"{low}-{high}"


def proto_word(proto):
    return PROTO.get(proto, "udp")


# ---- lync_edge ----

def site(family, found):
    lines = ["# SPDX-License-Identifier: GPL-2.0-only"]
    for name, held in (edges(family) | partners(family, found)).items():
        lines.append(f"group {name} = " + ",\n  ".join(held))
    lines.append('zone internal = "int0"')
    return "\n".join(lines) + "\n"


# ---- nftables ----

def nft_set(name, family, held, interval):
    flags = " flags interval;" if interval else ""
    return (f"\tset {name} {{ type {SET_TYPE[family]};{flags} elements = {{\n" +
            ",\n".join(held) + "\n} }\n")


def nft_edge_sets(family):
    text = nft_set("edge", family, every_edge(family), False)
    for name, held in edges(family).items():
        text += nft_set(name, family, held, False)
    return text


def nft_side(family, group, side, prefix=None):
    ip = FAMILY_WORD[family]
    if group == "any":
        return ""
    return f"{ip} {side} {prefix or '@' + group} "


def nft_rule(family, row, prefix=None):
    """One row: ports first, then the Edge, which is a hash; the partners last."""
    name, proto, src, dst, low, high = row
    arrives = 'iifname "int0" ' if name == "xmpp-gateway" else ""
    held = edges(family)
    ours, theirs = (nft_side(family, src, "saddr"), nft_side(family, dst, "daddr", prefix)) \
        if src in held else (nft_side(family, dst, "daddr"), nft_side(family, src, "saddr", prefix))
    return (f"\t\t{proto_word(proto)} dport {ports(low, high)} {arrives}{ours}{theirs}"
            "counter accept\n")


def nft_chain(family, rules, established):
    ip = FAMILY_WORD[family]
    first = "\t\tct state established,related accept\n" if established else ""
    return ("\tchain forward {\n\t\ttype filter hook forward priority filter; policy accept;\n" +
            first + f"\t\t{ip} saddr != @edge {ip} daddr != @edge accept\n" +
            "".join(rules) + "\t\tcounter drop\n\t}\n")


def nft_table(family, body):
    return f"table {FAMILY_WORD[family]} bench {{\n{body}}}\n"


def nft_sets(family, found, established=False):
    body = nft_edge_sets(family)
    for name, held in partners(family, found).items():
        body += nft_set(name, family, held, True)
    return nft_table(family, body + nft_chain(family, [nft_rule(family, row) for row in ROWS],
                                              established))


def nft_linear(family, found, established=False):
    lists = partners(family, found)
    rules = []
    for row in ROWS:
        group = next((g for g in (row[2], row[3]) if g in lists), None)
        rules += [nft_rule(family, row, prefix) for prefix in lists.get(group, [None])]
    return nft_table(family, nft_edge_sets(family) + nft_chain(family, rules, established))


def nft_map_elements(family, row, prefixes):
    """A row's entries of the map; its Edge addresses are neighbours, so one range."""
    name, proto, src, dst, low, high = row
    ours = edges(family)[src if src in edges(family) else dst]
    edge = ours[0] if len(ours) == 1 else f"{ours[0]}-{ours[-1]}"
    for prefix in prefixes:
        pair = (edge, prefix) if src in edges(family) else (prefix, edge)
        yield f"{pair[0]} . {pair[1]} . {proto_word(proto)} . {ports(low, high)} : goto {name}"


def nft_map(family, found, established=False):
    """Rows with prefixes in one map. Such a map cannot hold entries that overlap, so the
    rows for anybody, and the one that looks at the interface, follow it as rules."""
    ip = FAMILY_WORD[family]
    lists = partners(family, found)
    elements, rules, chains = [], [], ""
    for row in ROWS:
        group = next((g for g in (row[2], row[3]) if g in lists), None)
        if group is None or row[0] == "xmpp-gateway":
            rules.append(nft_rule(family, row))
            continue
        elements += nft_map_elements(family, row, lists[group])
        chains += f"\tchain {row[0]} {{\n\t\tcounter accept\n\t}}\n"
    body = nft_edge_sets(family)
    body += nft_set("xmpp_gateways", family, lists["xmpp_gateways"], True)
    body += chains
    body += (f"\tmap flows {{ typeof {ip} saddr . {ip} daddr . meta l4proto . th dport : verdict; "
             "flags interval; elements = {\n" + ",\n".join(elements) + "\n} }\n")
    lookup = f"\t\t{ip} saddr . {ip} daddr . meta l4proto . th dport vmap @flows\n"
    return nft_table(family, body + nft_chain(family, [lookup] + rules, established))


def nft_established(family):
    """The one rule that every guide begins with, and nothing else."""
    return nft_table(family, "\tchain forward {\n\t\ttype filter hook forward priority filter; "
                     "policy accept;\n\t\tct state established,related accept\n\t}\n")


# ---- iptables and ipset ----

def ipset(family, found):
    inet = "inet" if family == 4 else "inet6"
    lines = []

    def create(name, kind, held):
        lines.append(f"create {name} {kind} family {inet} "
                     f"hashsize {max(64, len(held))} maxelem {max(65536, len(held))}")
        lines.extend(f"add {name} {item}" for item in held)

    create("edge", "hash:ip", every_edge(family))
    for name, held in edges(family).items():
        create(name, "hash:ip", held)
    for name, held in partners(family, found).items():
        create(name, "hash:net", held)
    return "\n".join(lines) + "\n"


def iptables_rule(row, held):
    name, proto, src, dst, low, high = row
    word = proto_word(proto)
    span = f"{low}" if low == high else f"{low}:{high}"

    def side(group, way):
        return "" if group == "any" else f" -m set --match-set {group} {way}"

    arrives = " -i int0" if name == "xmpp-gateway" else ""
    both = (side(src, "src"), side(dst, "dst"))
    ordered = both if src in held else both[::-1]
    return (f"-A FORWARD{arrives} -p {word} -m {word} --dport {span}{''.join(ordered)} -j ACCEPT")


def iptables(family, established=False):
    lines = ["*filter", ":INPUT ACCEPT [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]"]
    if established:
        lines.append("-A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT")
    lines.append("-A FORWARD -m set ! --match-set edge src -m set ! --match-set edge dst -j ACCEPT")
    lines += [iptables_rule(row, edges(family)) for row in ROWS]
    return "\n".join(lines + ["COMMIT"]) + "\n"
