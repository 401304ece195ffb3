"""How likely chance alone would bring so many: exact tails of two distributions, by sums of logarithms.

Sources: R. A. Fisher's exact test (hypergeometric) and the binomial distribution; any textbook.
"""

from collections.abc import Iterable
from math import exp, fsum, lgamma, log

NEGLIGIBLE = 1e-18  # terms far out add nothing to a tail of doubles


def binomial_tail(least: int, of: int, share: float) -> float:
    """Give the chance of at least `least` among `of` when each is one with the chance `share`."""
    if least <= 0:
        return 1.0
    if share <= 0 or least > of:
        return 0.0
    if share >= 1:
        return 1.0
    into, out = log(share), log(1 - share)
    return _sum(_choose(of, n) + n * into + (of - n) * out for n in range(least, of + 1))


def fisher_tail(marked: int, of: int, other_marked: int, other: int) -> float:
    """Give the chance that so many of all the marked fall among `of`, when `of` and `other` are alike (one-sided)."""
    whole, all_marked = of + other, marked + other_marked
    least, most = max(marked, of - (whole - all_marked)), min(of, all_marked)
    if marked <= max(0, of - (whole - all_marked)):
        return 1.0
    below = _choose(whole, of)
    return _sum(_choose(all_marked, n) + _choose(whole - all_marked, of - n) - below for n in range(least, most + 1))


def _choose(of: int, taken: int) -> float:
    """Give the logarithm of the number of ways."""
    return lgamma(of + 1) - lgamma(taken + 1) - lgamma(of - taken + 1)


def _sum(logarithms: Iterable[float]) -> float:
    """Add up terms that rise to a top and fall again; stop when they no longer count."""
    terms = list[float]()
    for each in logarithms:
        terms.append(exp(each))
        if len(terms) > 1 and terms[-1] < NEGLIGIBLE and terms[-1] < terms[-2]:
            break
    return min(1.0, fsum(terms))
