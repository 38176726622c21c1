"""What every record has in common: it is frozen, refuses unknown keys, and never takes a number from a float."""

from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Record(BaseModel):
    """A frozen, strict pydantic model; the base of all records and catalogue models."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)

    @classmethod
    def trusted(cls, **fields: Any) -> Self:  # noqa: ANN401 - the caller vouches for them
        """The record of `fields`, all it has, as they are: nothing is checked, converted or filled in.

        Only for values that our own rules have just made; costs a fifth of what checking does.
        """
        record = cls.__new__(cls)
        place = object.__setattr__  # what frozen forbids to everyone else
        place(record, "__dict__", fields)
        place(record, "__pydantic_fields_set__", _fields_of(cls))
        place(record, "__pydantic_extra__", None)
        place(record, "__pydantic_private__", None)
        return record


@cache
def _fields_of(record: type[Record]) -> set[str]:
    """The names of all fields of a sort of record: one set for all that are trusted, as nothing changes it."""
    return set(record.model_fields)


def exact_decimal(value: object) -> object:
    """`value` as a finite Decimal; a float raises, since 0.1 would not be the 0.1 that was written."""
    if isinstance(value, bool | float):
        raise ValueError("give a number as text, integer or Decimal, not as a float")
    if isinstance(value, int | str):
        try:
            value = Decimal(value)
        except ArithmeticError as error:
            raise ValueError(f"not a number: {value!r}") from error
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError("the number must be finite")
    return value


Number = Annotated[Decimal, BeforeValidator(exact_decimal)]

ADDRESS = r"^[^@\s<>,;\"]+@[^@\s<>,;\"]+$"
"""One plain mail address, without a name."""
