"""The headers of a request: who asks, for what, in which language, and whether only for what is new."""

from schemas.acquisition import Purpose, Validators

_ACCEPT = {
    "article": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "list": "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,"
    "text/xml;q=0.9,text/html;q=0.9,application/json;q=0.8,*/*;q=0.5",
    "robots": "text/plain,*/*;q=0.5",
}


def _languages(language: str) -> str:
    plain = language.split("-", maxsplit=1)[0].lower()
    wished = [language] if plain == language.lower() else [language, f"{plain};q=0.9"]
    return ",".join(wished if plain == "en" else [*wished, "en;q=0.5"])


def headers_of(purpose: Purpose, language: str, user_agent: str, known: Validators | None) -> list[tuple[bytes, bytes]]:
    """The headers of a request, but for Host and cookies; conditional where validators are `known`."""
    headers = {
        "User-Agent": user_agent,
        "Accept": _ACCEPT[purpose],
        "Accept-Language": _languages(language),
        "Accept-Encoding": "gzip, deflate",
    }
    if known and known.etag:
        headers["If-None-Match"] = known.etag
    if known and known.last_modified:
        headers["If-Modified-Since"] = known.last_modified
    return [(name.encode("ascii"), value.encode("latin-1", "ignore")) for name, value in headers.items()]
