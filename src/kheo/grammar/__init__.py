"""The grammar of Vietnamese official language: words, phrases, clauses, orders, people, limits of time.

Pure passes over spans of one text; what a whole document says is told by `kheo.reader`.
"""
