"""Articles: as another program hands them to us, and as we keep them."""

from typing import Any, Literal, NamedTuple, Self

from pydantic import AwareDatetime, ConfigDict, Field, field_validator, model_validator

from schemas import ids
from schemas.published import Published
from schemas.record import Record

FurnitureSort = Literal["title", "byline", "dateline", "caption", "related", "site"]


class Furniture(Record):
    """A stretch of an article's text, `[start, end)`, that frames the article and states nothing of it."""

    start: int
    end: int
    sort: FurnitureSort


class ArticleRecord(Record):
    """One article as JSON from outside; keys we do not know are kept aside, named to the user, and not used."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, populate_by_name=True)

    text: str = Field(min_length=1)
    id: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    language: str | None = None
    published: str | None = None
    published_estimate: str | None = None
    revision: int = Field(default=1, ge=1)

    @field_validator("id", mode="before")
    @classmethod
    def _id_as_text(cls, value: Any) -> Any:  # noqa: ANN401 - a number is a usual id in other people's JSON
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("text")
    @classmethod
    def _has_words(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("the text is empty")
        return value

    @model_validator(mode="after")
    def _dates_read(self) -> Self:
        self.published_time()
        return self

    def published_time(self) -> Published | None:
        """When the record says it was published, else its estimate, else None."""
        if self.published:
            return Published.read(self.published, "record")
        if self.published_estimate:
            return Published.read(self.published_estimate, "estimated")
        return None


class Article(Record):
    """Clean text and metadata; offsets everywhere count Python characters of `text` as given."""

    article_id: str
    revision: int = 1
    name: str
    """What a person calls it: the file's name, or the id its record came with."""
    source_id: str
    page_id: str | None = None
    """The stored page it was parsed from, where it came from the web."""
    url: str | None = None
    title: str | None = None
    author: str | None = None
    publisher_id: str | None = None
    publisher: str | None = None
    language: str = "en"
    published: Published | None = None
    text: str
    furniture: tuple[Furniture, ...] = ()
    fetched_at: AwareDatetime | None = None

    @classmethod
    def identified(cls, **fields: Any) -> Self:  # noqa: ANN401 - passed on to the model, which checks them
        """An article whose id is made from its URL or text."""
        return cls(article_id=ids.article_id(fields.get("url"), fields["text"]), **fields)


class RevisionKey(NamedTuple):
    """What names one revision of an article."""

    article_id: str
    revision: int


class Problem(Record):
    """Something that could not be taken in, and where; it is reported and recorded, and the rest goes on."""

    name: str
    """The file or address."""
    reason: str
    """What is wrong and what to do about it."""


class Intake(Record):
    """What one source or folder gave: articles, and what went wrong with the others."""

    source_id: str
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
    ignored_keys: tuple[str, ...] = ()
    """Keys of article records that mean nothing to us."""
