"""What decides the order of models for a place: every weight, with its reason.

The numbers add up. What a model is about comes before everything else: all that is not about the concern is together
worth less than the step from one degree of it to the next, so that no place makes a poor match of a good one.
"""

# ── What the model is about ──────────────────────────────────────────────────────────────────────

FIELD = 600.0
# The words stand where the page says what it is about: most of them, some of them, or in its long text only.
WORDS_WHOLLY = 600.0
WORDS_PARTLY = 400.0
WORDS_IN_PASSING = 200.0
# In the title, another name or a label rather than in the summary.
WORDS_IN_NAMES = 15.0
# The field that the editors put first is what the model is for; a further one is what it also does.
MAIN_FIELD = 8.0

# ── Whether it can be had here ───────────────────────────────────────────────────────────────────

# Somebody near can be asked, visited and believed; the nearer, the likelier that things are as they are here.
# The same commune says more than the same kind of area elsewhere in the province.
HERE = 40.0
DISTRICT = 34.0
FORMER_PROVINCE = 28.0
PROVINCE = 20.0
# A model for schools is no use to a market, wherever it runs.
UNIT_TYPE = 28.0
# What is too dear is out of the question, but sums are rough and can be shared.
BUDGET = 20.0
# Each kind of area. That it does run in such a place is known; that it should fit is said.
AREA_RUNS = 12.0
AREA_SAID = 10.0
# The page does not say. That is no refusal, and less than a yes.
SILENCE = 0.4

# ── Whether it is worth taking up ────────────────────────────────────────────────────────────────

# Known to work; others could do it too; somebody in charge approved.
EVIDENCE = {"figures": 2.0, "compared": 5.0, "evaluated": 6.0}
REPLICATED = 3.0
RECOGNISED = 2.0
