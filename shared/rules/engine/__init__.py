"""Which rules fire on a feedback, at a cost that hardly grows with their number.

Compiling turns every rule into conjunctions ("all of these comparisons, and none of those") and gives each of them
one bit of a large number. A field is then a table from what it may hold to the conjunctions it does not rule out::

    rules      a: score <= 6 and mentions "casse"     b: score <= 6 or channel = "web"     c: not channel = "web"
    bits       0: a                                   1: b (score)   2: b (channel)        3: c

    score      absent 1100     2 -> 1111     9 -> 1100       a number: between which of the rules' numbers it lies
    channel    absent 1011   web -> 0111     ? -> 1011       a text: one of those rules name, or any other
    words      none   1110         casse -> 0001 more        one pass over the comment for all words of all rules

    score 2, web, "Tout est cassé":   1111 & 0111 & 1111 = 0111   ->  bits 0, 1 and 2   ->  rules a and b

So a feedback costs one look-up and one "and" for each field that rules name, and one look-up for each of its
words. A table learns the answer for a value when it first meets it, by asking each of its comparisons once.

- ``plan.py``      the compiled rules as plain data, which is what a snapshot holds
- ``compiling.py`` trees to a plan
- ``columns.py``   the table of a field
- ``comments.py``  the table of all words
- ``cutting.py``   a comment to words
- ``running.py``   a plan at work on a feedback

An absent value makes every comparison false, and a negative one is the negation (design, 10): both are masks like
any other. What no table knows to answer (``contains``, a pattern, a group that would come to too many
conjunctions) is decided by the comparison itself, for the conjunctions still possible after all tables, and once
for all rules that share it. The meaning of the language is ``explain``; the tests hold the engine to it.
"""
