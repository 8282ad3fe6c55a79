/* SPDX-License-Identifier: GPL-2.0-only */
/* Questions to explain: PROTO SRC[:PORT] DST[:PORT] [in IFNAME]. */
#ifndef LYNCCTL_QUESTION_H
#define LYNCCTL_QUESTION_H

#include "core/policy.h"
#include "list.h"
#include "source.h"

/**
 * struct question - what would happen to the first packet of this flow?
 * @text: the question as it was asked, not terminated, alive as long as what it
 *	was read from
 * @length: bytes of @text
 * @key: the flow; its zones are 0, as they are a policy's matter
 * @ifname: the interface it arrives by, "" when that is not said
 */
struct question {
	const char *text;
	u32 length;
	struct lync_key key;
	char ifname[LYNC_IFNAME_LEN];
};

/**
 * struct question_fault - why a text is no question
 * @sentence: what is wrong and what would be right
 * @guess: the word that may have been meant, or NULL
 * @begin: offset of the word it is about
 * @end: offset behind that word
 */
struct question_fault {
	const char *sentence;
	const char *guess;
	u32 begin;
	u32 end;
};

/**
 * struct questions - all that is asked in one run; starts as all zero
 * @list: the questions, in order
 * @sources: what they were read from
 */
struct questions {
	LIST(struct question) list;
	struct sources sources;
};

/**
 * question_parse() - read one question
 * @text: a line, not terminated
 * @length: bytes of it
 * @question: filled
 * @fault: filled when it is no question
 */
bool question_parse(const char *text, u32 length, struct question *question,
		    struct question_fault *fault);

/**
 * questions_from_words() - the question on a command line
 * @words: its words
 * @n_words: number of @words
 * @questions: filled with one question
 *
 * Return: false when it was complained about.
 */
bool questions_from_words(char **words, int n_words,
			  struct questions *questions);

/**
 * questions_from_file() - one question a line, blank lines and `#` comments
 *	aside
 * @path: the file, or "-" for standard input
 * @questions: filled with all of them
 *
 * The bad lines are complained about, as many as there are.
 *
 * Return: STATUS_YES, or the status of the complaint: STATUS_POLICY of a file that
 * cannot be read, STATUS_USAGE of one with bad lines.
 */
int questions_from_file(const char *path, struct questions *questions);

/**
 * questions_free() - free what was read
 * @questions: from one of the functions above, whatever they returned
 */
void questions_free(struct questions *questions);

/**
 * question_has_ports() - does a protocol have ports in a question?
 * @proto: IANA number
 */
static inline bool question_has_ports(u8 proto)
{
	return proto == LYNC_PROTO_TCP || proto == LYNC_PROTO_UDP;
}

#endif
