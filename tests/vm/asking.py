# SPDX-License-Identifier: GPL-2.0-only
"""Questions asked all the time, also while policies come and go."""

import edgenl
from guard import TCP, question
from places import ACCESS
from schema import A, Row

SOURCE_PORT = 40000


def row_of(found):
    """Name of the row that allows, or None."""
    if A.ROW not in found:
        return None
    return edgenl.text(dict(edgenl.attributes(found[A.ROW]))[Row.NAME])


class Asker:
    """Knows which generation has to answer what."""

    def __init__(self):
        self.client = edgenl.Client()
        self.right = {}
        self.questions = []

    def ask_about(self, questions):
        self.questions = list(enumerate(questions))

    def message(self, one):
        number = 6 if ":" in one.source else 4
        payload = question(TCP, one.source, ACCESS.address(number), (SOURCE_PORT, one.port))
        whole = self.client.message(self.client.family, edgenl.EXPLAIN, payload)
        return whole + bytes(-len(whole) % 4)

    def answer(self):
        """The next answer: (generation, row or None); None without a policy."""
        ((kind, payload),) = self.client.receive()
        if kind == edgenl.NLMSG_ERROR:
            return None
        found = dict(edgenl.attributes(payload[edgenl.GENL.size :]))
        return edgenl.u32(found[A.GENERATION]), row_of(found)

    def ask(self, questions):
        """[(index of the question, answer), ...]"""
        self.client.socket.send(b"".join(self.message(one) for _, one in questions))
        return [(i, self.answer()) for i, _ in questions]

    def wrong(self, first=0, most=None):
        """Answers that are not those of the policy that gave them; `right` has a row or
        None for each question, by generation. Asks all, or so many."""
        first %= len(self.questions)
        some = (self.questions[first:] + self.questions[:first])[:most]
        return [
            (self.questions[i], answer)
            for i, answer in self.ask(some)
            if answer and self.right[answer[0]][i] != answer[1]
        ]

    def generations(self):
        """Which generations answer now; an empty set without a policy."""
        return {answer[0] for _, answer in self.ask(self.questions) if answer}
