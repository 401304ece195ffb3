"""Seven small signs: how a figure moves and whether it can meet its target (after the idea of variation icons)."""

from kheo.charts.svg import Svg

SHAPES = {
    "up": '<path class="k-b" d="M0 10H24V18H0z"/><path class="c-line" d="M1 15 6 13l4 3 4-4 5-6"/>'
    '<path class="c-up" d="M20 1l4 4-4 4-4-4z"/>',
    "down": '<path class="k-b" d="M0 2H24V10H0z"/><path class="k-r" d="M1 5l5 2 4-3 4 5 5 5"/>'
    '<path class="c-down" d="M15.5 12h8l-4 7z"/>',
    "same": '<path class="k-b" d="M0 5H26V15H0z"/><path class="k-g" d="M1 11l5-3 5 5 5-6 5 5 4-3"/>',
    "few": '<circle class="k-i" cx="5" cy="10" r="2"/><circle class="k-i" cx="14" cy="10" r="2"/>'
    '<circle class="k-i" cx="23" cy="10" r="2"/>',
    "hit": '<path class="k-t" d="M0 16h28"/><path class="c-dot" d="M6 2H22V11H6z"/>',
    "mix": '<path class="k-g k-p" d="M7 4H21V16H7z"/><path class="k-t" d="M0 10h28"/>',
    "not": '<path class="k-t" d="M0 4h28"/><path class="k-r k-p" d="M6.5 9h15v9h-15z"/>',
}


def mark(kind: str) -> Svg:
    """Draw one sign: up, down, same, few; hit, mix, not. "up" means better, also where less is better."""
    return Svg(f'<svg class="mk" viewBox="0 0 28 20" aria-hidden="true">{SHAPES[kind]}</svg>')
