# SPDX-License-Identifier: GPL-2.0-only
"""Policies of a test: loaded as a user does, or put back as they were dumped, which
takes no process and so can be done a thousand times."""

import os
import struct
import subprocess

import edgenl

A_ROW = 13
ROW_INACTIVE = 12
NESTED = 0x8000


def path(name):
    """Where policy_file of lib.sh has put it."""
    return os.path.join(os.environ["LYNC_WORK"], f"{name}.policy")


def load(name):
    subprocess.run(
        ["lyncctl", "policy", "load", path(name), "--site", os.environ["LYNC_SITE"]],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def whole_attributes(data):
    """(type, attribute with its header) of each attribute."""
    while data:
        length, kind = edgenl.ATTRIBUTE.unpack_from(data)
        end = (length + 3) & ~3
        yield kind & 0x3FFF, data[:end]
        data = data[end:]


def without(data, unwanted):
    return b"".join(a for kind, a in whole_attributes(data) if kind != unwanted)


def row_as_sent(row):
    length = edgenl.ATTRIBUTE.unpack_from(row)[0]
    nest = without(row[edgenl.ATTRIBUTE.size : length], ROW_INACTIVE)
    return edgenl.attribute(A_ROW | NESTED, nest)


def saved(client):
    """The running policy as attributes for POLICY_SET."""
    return as_sent(client.dump(edgenl.POLICY_GET))


def as_sent(dump):
    """The messages of a dump as attributes for POLICY_SET."""
    parts = []
    for message in dump:
        for kind, whole in whole_attributes(message):
            if kind == A_ROW:
                whole = row_as_sent(whole)
            if kind != edgenl.A_GENERATION:
                parts.append(whole)
    return b"".join(parts)


def load_and_save(client, *names):
    """Load each in turn; what they are in POLICY_SET, by name."""
    messages = {}
    for name in names:
        load(name)
        messages[name] = saved(client)
    return messages


def put(client, message):
    """Load a saved policy; the generation it got."""
    answers = client.do(edgenl.POLICY_SET, message)
    return struct.unpack("=I", dict(edgenl.attributes(answers[0]))[edgenl.A_GENERATION])[0]
