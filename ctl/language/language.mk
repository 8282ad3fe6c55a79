# SPDX-License-Identifier: GPL-2.0-only
# The policy language: its objects, its scanner and its parser. Included by the
# Makefile above, which says where $(B) is.

TEXT_OBJS := address.o ast.o cycles.o definitions.o excerpt.o faults.o flatten.o \
	items.o members.o nearest.o open_zones.o order.o phrases.o places.o \
	policy_grammar.o policy_lex.o prefixes.o print.o print_groups.o reader.o \
	resolve.o resolve_names.o rows.o search.o source.o statements.o syntax.o \
	table.o text.o tokens.o unprotected.o unused.o utf8.o words.o

$(B)/policy_grammar.c $(B)/policy_grammar.h &: policy_grammar.y | $(B)/checked
	$(call say,BISON,$(B)/policy_grammar.c)
	$(Q)bison -Wall -Wno-yacc --defines=$(B)/policy_grammar.h \
		-o $(B)/policy_grammar.c $<

$(B)/policy_lex.c: policy_lex.l | $(B)/checked
	$(call say,FLEX,$@)
	$(Q)flex -o $@ $<

# what flex writes mixes signs and leaves functions unused
$(B)/policy_lex.o: ALL_CFLAGS += -Wno-sign-compare -Wno-unused-function

$(B)/policy_lex.o $(B)/policy_grammar.o: $(B)/%.o: $(B)/%.c
	$(call say,CC,$@)
	$(Q)$(CC) $(ALL_CFLAGS) -I$(B) -c -o $@ $<

# who speaks of tokens
TOKEN_OBJS := $(addprefix $(B)/,policy_lex.o print.o reader.o syntax.o tokens.o words.o)
$(TOKEN_OBJS): ALL_CFLAGS += -I$(B)
$(TOKEN_OBJS): $(B)/policy_grammar.h
