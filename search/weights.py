"""What decides the order of results: every weight of the Elasticsearch engine, with its reason.

The numbers multiply or add to BM25 scores, which for a rare word in a short title come to about 40 once weighted.
`manage.py search_quality` shows what a change does; docs/search.md says how to go about it.
"""

# ── Where a word stands ──────────────────────────────────────────────────────────────────────────

# A title says what a page is about; another name is a title too, only less known. Labels are chosen from a list by an
# editor: surer than a passing word of the summary. The body must only break ties.
TITLE = 6.0
OTHER_NAMES = 5.0
LABELS = 2.0
SUMMARY = 3.0
BODY = 1.5

# A word that stands in several of them counts a little more than in the best alone.
FURTHER_FIELD = 0.0

# ── How well it agrees ───────────────────────────────────────────────────────────────────────────

# Letters typed with diacritics that stand just so, over the same letters with others: `đường` is not `dương`.
EXACT = 1.2
# An expression of several words names one thing; its words are rarer together than each, which BM25 does not add up.
PHRASE = 1.0
# A lone syllable means little by itself; beside the neighbour it was typed beside it means what the two mean.
PAIR = 1.5

# Each term that is there at all: a page with all of them before one that says one of them loudly.
FOUND = 50.0
LOOSE_FOUND = 12.0
# And more where the page says what it is about: a passing word in a long report is a weak answer.
FOUND_IN_GIST = 15.0
LOOSE_IN_GIST = 8.0

# ── The query as a whole ─────────────────────────────────────────────────────────────────────────

# It stands in the title in this order: the reader knows the name of what they look for.
TITLE_PHRASE = 20.0
OTHER_NAME_PHRASE = 12.0
# It stands together in the body, with a word or two between.
BODY_PHRASE = 3.0
# It is the title, letter for letter but for diacritics: nothing can be meant more.
WHOLE_TITLE = 100.0

# ── Places ───────────────────────────────────────────────────────────────────────────────────────

# A page is about a place when it runs there, and most of all when it runs in just that unit, not merely within it.
IN_PLACE = 30.0
JUST_THERE = 10.0
# The name stands in the title or summary of a page that is filed elsewhere; or in its text, in passing.
PLACE_IN_GIST = 8.0
PLACE_IN_BODY = 1.0
# A former province whose name lives on in a larger one: pages from within its old borders first.
IN_FORMER = 5.0
# Somebody who types only a place wants what runs there, then what is told of it, then the page of its province.
MODEL_OF_PLACE = 40.0

# ── What breaks ties ─────────────────────────────────────────────────────────────────────────────

# A model answers "what can we repeat" better than news that mention it.
MODEL = 3.0
# Somebody who asks how to do something wants a practice, not a report that mentions the words.
MODEL_FOR_NEED = 30.0
# Figures before and after or an evaluation: it is known to work. Repeated elsewhere: others could do it too. Recent:
# what it says still holds. Each is worth less than one word in a summary.
EVIDENCE = 0.5
REPLICATED = 0.5
RECENT = 0.25
RECENT_YEARS = 3

# ── While somebody types ─────────────────────────────────────────────────────────────────────────

# The title that begins so, before those that hold the words further on.
BEGINS_SO = 100.0
