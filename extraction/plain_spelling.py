"""One spelling for signs that are written in several ways."""

SAME = {"’": "'", "‘": "'", "‑": "-", "‐": "-", "\u00a0": " ", "–": "-"}
"""Signs written in several ways, each replaced by one of equal length."""


def plain(text: str) -> str:
    """`text` with one spelling for apostrophes, hyphens and blanks; every character keeps its place."""
    for sign, plain_sign in SAME.items():
        text = text.replace(sign, plain_sign)
    return text
