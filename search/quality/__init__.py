"""How good the search is: judged queries, measures, floors."""
