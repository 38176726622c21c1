"""Settings and catalogue as commands need them; what is wrong with them is a fault with its place."""

from pathlib import Path

from pydantic import ValidationError

from flows.console import Fault
from flows.settings import Settings
from schemas.catalogue import Catalogue
from schemas.catalogue_files import CatalogueError, read_catalogue


def _plainly(message: str) -> str:
    return message.removeprefix("Value error, ")


def open_settings() -> Settings:
    """The settings of this process; a Fault names the variable that cannot be read."""
    try:
        return Settings()
    except ValidationError as error:
        faults = [
            "".join([*(f"FIGUREWATCH_{str(name).upper()}: " for name in fault["loc"][:1]), _plainly(fault["msg"])])
            for fault in error.errors()
        ]
        raise Fault("\n".join(faults)) from error


def open_catalogue(folder: Path) -> Catalogue:
    """The catalogue; a Fault lists file, line and field of every error."""
    try:
        return read_catalogue(folder)
    except CatalogueError as error:
        raise Fault(f"the catalogue cannot be used:\n{error}") from error
