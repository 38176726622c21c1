"""Other ways of writing a unit, brought to the one form that figures have."""

_PERCENT = ("percent", "per cent", "per-cent", "pct", "percentage")
_SIGNS = {
    "US$": "USD", "HK$": "HKD", "NZ$": "NZD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "S$": "SGD",
    "SG$": "SGD", "NT$": "TWD", "€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "RMB": "CNY", "yuan": "CNY",
    "₹": "INR", "₩": "KRW", "yen": "JPY", "R$": "BRL",
}  # fmt: skip


def unit_written(unit: str) -> str:
    """The unit as figures have it: `%` for "per cent", `x` for "times", an ISO 4217 code for the sign of a currency.

    What several countries call their money, as "$" or "kroner", is left as it is.
    """
    plain = " ".join(unit.split())
    if plain.lower() in _PERCENT:
        return "%"
    if plain.lower() in ("times", "ratio", "multiple"):
        return "x"
    return _SIGNS.get(plain) or _SIGNS.get(plain.lower()) or plain
