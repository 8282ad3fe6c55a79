#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""Pass one message from a user of one XMPP domain to a user of another.

usage: xmpp.py FROM_HOST FROM_DOMAIN TO_HOST TO_DOMAIN

Either domain is a component (XEP-0114) of the server in its namespace, as the
XMPP gateway is one of the Edge. Prints the message as it was received.
"""

import hashlib
import secrets
import socket
import sys
import xml.etree.ElementTree as xml

import netns

SERVER = ("127.0.0.1", 5347)
SECRET = "demo"
PATIENCE = 30
STREAM = "{http://etherx.jabber.org/streams}stream"


class Component:
    """One domain's stream to its own server."""

    def __init__(self, host, domain):
        self.domain = domain
        self.parser = xml.XMLPullParser(("start", "end"))
        with netns.inside(host):
            self.socket = socket.create_connection(SERVER, PATIENCE)
        self.send(
            "<stream:stream xmlns='jabber:component:accept'"
            " xmlns:stream='http://etherx.jabber.org/streams'"
            f" to='{domain}'>"
        )
        stream = self.receive("start", STREAM)
        proof = hashlib.sha1((stream.get("id") + SECRET).encode()).hexdigest()
        self.send(f"<handshake>{proof}</handshake>")
        self.receive("end", "{jabber:component:accept}handshake")

    def send(self, text):
        self.socket.sendall(text.encode())

    def receive(self, kind, tag):
        """The next element of that tag; anything else is passed over."""
        while True:
            for event, element in self.parser.read_events():
                if (event, element.tag) == (kind, tag):
                    return element
            data = self.socket.recv(4096)
            if not data:
                raise ConnectionError(f"{self.domain}: its server hung up")
            self.parser.feed(data)


def pass_message(sender, receiver):
    body = f"hello {secrets.token_hex(4)}"
    sender.send(
        f"<message type='chat' from='alice@{sender.domain}'"
        f" to='bob@{receiver.domain}'><body>{body}</body></message>"
    )
    message = receiver.receive("end", "{jabber:component:accept}message")
    received = message.findtext("{jabber:component:accept}body")
    if message.get("type") == "error" or received != body:
        raise ValueError(f"not the message: {xml.tostring(message).decode()}")
    return f"{message.get('from')} to {message.get('to')}: \"{received}\""


def main():
    from_host, from_domain, to_host, to_domain = sys.argv[1:]
    try:
        receiver = Component(to_host, to_domain)
        sender = Component(from_host, from_domain)
        print(pass_message(sender, receiver))
    except (OSError, ValueError) as error:
        sys.exit(f"{from_domain} to {to_domain}: {error}")


main()
