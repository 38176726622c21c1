"""Files and folders as articles: text, HTML pages, and article records as JSON or JSON lines."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from fetching.articles import to_article
from schemas.article import Article, ArticleRecord, Intake, Problem
from schemas.catalogue import ManifestEntry, Publisher
from schemas.published import Published

KINDS = (".txt", ".html", ".htm", ".json", ".jsonl")
MAX_BYTES = 50_000_000


class BadFile(Exception):
    """A file, or a place in it, that holds no article; the message says why."""


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those of known kinds in the folders named, sorted, hidden ones left out."""
    for path in paths:
        if path.is_dir():
            inside = (p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in KINDS)
            yield from sorted(p for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
        else:
            yield path


def _read_bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(f"cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise BadFile(f"larger than {MAX_BYTES // 1_000_000} MB; split it")
    if not data.strip():
        raise BadFile("the file is empty")
    return data


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, line ends as they are; BadFile for an empty, binary, too large or unreadable one."""
    data = _read_bytes(path)
    if b"\0" in data:
        raise BadFile("a binary file; expected text, HTML or JSON in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadFile(f"line {line}: not UTF-8 (byte 0x{data[error.start]:02x}); convert the file to UTF-8") from error


def explain_record(error: ValidationError) -> str:
    """What is wrong with an article record, field by field, on one line."""
    faults = []
    for fault in error.errors():
        field = ".".join(str(part) for part in fault["loc"])
        message = "this key is needed" if fault["type"] == "missing" else fault["msg"].removeprefix("Value error, ")
        faults.append(f"{field}: {message}" if field else message)
    return "; ".join(faults)


def parse_record(data: object) -> ArticleRecord:
    """An article record from JSON data; BadFile names the field at fault."""
    if not isinstance(data, dict):
        raise BadFile("expected a JSON object with at least a text")
    try:
        return ArticleRecord.model_validate(data)
    except ValidationError as error:
        raise BadFile(explain_record(error)) from error


def _json_records(path: Path, text: str) -> Iterator[tuple[str, object | BadFile]]:
    """(place, data) for each record of a .json or .jsonl file; a line that is no JSON yields its BadFile."""
    if path.suffix.lower() == ".jsonl":
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                try:
                    yield f"{path}:{number}", json.loads(line)
                except ValueError as error:
                    yield f"{path}:{number}", BadFile(f"not JSON: {error}")
        return
    try:
        data = json.loads(text)
    except ValueError as error:
        raise BadFile(f"not JSON: {error}") from error
    if isinstance(data, list):
        yield from ((f"{path}[{index}]", item) for index, item in enumerate(data))
    else:
        yield str(path), data


def _records(path: Path, seen_at: datetime) -> Iterator[tuple[str, ArticleRecord | BadFile, Published | None]]:
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise BadFile(f"unknown kind of file; expected one of {', '.join(KINDS)}")
    if suffix in (".html", ".htm"):
        # Takes half a second to load, which only pages need.
        from fetching.html import NoArticle, parse_page

        try:
            page = parse_page(_read_bytes(path), None, seen_at=seen_at)
        except NoArticle as error:
            raise BadFile(str(error)) from error
        yield str(path), page.record, page.published
        return
    text = read_text(path)
    if suffix == ".txt":
        yield str(path), ArticleRecord(text=text), None
        return
    for place, data in _json_records(path, text):
        try:
            yield place, data if isinstance(data, BadFile) else parse_record(data), None
        except BadFile as error:
            yield place, error, None


def _with_manifest(
    record: ArticleRecord, published: Published | None, entry: ManifestEntry | None
) -> tuple[ArticleRecord, Published | None]:
    if entry is None:
        return record, published
    known = {"title": entry.title, "author": entry.author, "url": entry.url, "publisher": entry.publisher}
    filled = record.model_copy(update={key: value for key, value in known.items() if value})
    return filled, Published.read(entry.published, entry.basis)


def read_files(
    paths: Iterable[Path],
    publishers: Iterable[Publisher],
    *,
    source_id: str,
    seen_at: datetime,
    manifest: Mapping[str, ManifestEntry] | None = None,
) -> Intake:
    """All articles in files and folders; what cannot be read becomes a problem and the others go on.

    `manifest` gives curated metadata by file name.
    """
    publishers = tuple(publishers)
    articles: list[Article] = []
    problems: list[Problem] = []
    ignored: set[str] = set()
    for path in files_under(paths):
        if not path.exists():
            problems.append(Problem(name=str(path), reason="no such file or folder"))
            continue
        try:
            for place, found, stated in _records(path, seen_at):
                if isinstance(found, BadFile):
                    problems.append(Problem(name=place, reason=str(found)))
                    continue
                ignored |= set(found.model_extra or {})
                record, published = _with_manifest(found, stated, (manifest or {}).get(path.name))
                articles.append(
                    to_article(
                        record, publishers, name=path.name, source_id=source_id, seen_at=seen_at, published=published
                    )
                )
        except BadFile as error:
            problems.append(Problem(name=str(path), reason=str(error)))
    return Intake(
        source_id=source_id, articles=tuple(articles), problems=tuple(problems), ignored_keys=tuple(sorted(ignored))
    )
