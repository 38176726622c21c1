"""Steps that bring articles in: from a source of the catalogue, or from files a person names."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from fetching.files import read_files
from flows.console import Fault
from schemas.article import Intake, Problem
from schemas.catalogue import Catalogue, ManifestEntry
from schemas.catalogue_files import CatalogueError, read_list
from schemas.source import Source

BY_HAND = "by-hand"


def read_manifest(source: Source, folder: Path) -> dict[str, ManifestEntry]:
    """What the source's manifest says, by file; a Fault for one that cannot be used."""
    if not source.manifest or not (folder / str(source.path)).is_dir():
        return {}
    try:
        return {entry.file: entry for entry in read_list(folder / source.manifest, ManifestEntry)}
    except CatalogueError as error:
        raise Fault(f"the manifest of source {source.id} cannot be used:\n{error}") from error
    except OSError as error:
        raise Fault(f"{folder / source.manifest}: {error.strerror}; mend `manifest` of source {source.id}") from error


def read_source(source: Source, catalogue: Catalogue, folder: Path, now: datetime) -> Intake:
    """What a source of the catalogue gives now; `folder` is where the catalogue's files are."""
    place = folder / str(source.path)
    if not place.is_dir():
        return Intake(source_id=source.id, problems=(Problem(name=str(place), reason="no such folder"),))
    manifest = read_manifest(source, folder)
    return read_files([place], catalogue.publishers, source_id=source.id, seen_at=now, manifest=manifest)


def read_paths(paths: Iterable[Path], catalogue: Catalogue, now: datetime) -> Intake:
    """What the named files and folders give."""
    return read_files(paths, catalogue.publishers, source_id=BY_HAND, seen_at=now)


def chosen_sources(catalogue: Catalogue, names: Iterable[str] | None) -> list[Source]:
    """The sources named, or all that are enabled; a Fault for a name that is not in the catalogue."""
    if names is None:
        return [source for source in catalogue.sources if source.enabled]
    by_id = {source.id: source for source in catalogue.sources}
    unknown = [name for name in names if name not in by_id]
    if unknown:
        raise Fault(f"no source {', '.join(unknown)} in sources.yaml; there are: {', '.join(by_id) or 'none'}")
    return [by_id[name] for name in names]
