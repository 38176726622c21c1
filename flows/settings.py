"""What the environment decides: where things are, how mail leaves. Secrets come from here and nowhere else."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.record import ADDRESS

PROJECT = Path(__file__).resolve().parent.parent


def _one_address(text: str) -> str:
    if not re.match(ADDRESS, text):
        raise ValueError("write one plain address, as figures@example.org")
    return text


Address = Annotated[str, AfterValidator(_one_address)]


class Settings(BaseSettings):
    """Settings from `FIGUREWATCH_*` variables; `--home` and `--catalogue` of the command line come before them."""

    model_config = SettingsConfigDict(env_prefix="FIGUREWATCH_", frozen=True)

    home: Path = PROJECT / "warehouse" / "data"
    catalogue: Path = PROJECT / "seeds"
    alerts_max_age_days: int = Field(default=14, ge=0)
    storm: int = Field(default=20, ge=1)
    """More instant alerts than this for one person in one run become one digest."""
    contact: str | None = None
    """Where a site's owner can reach whoever runs this; part of the User-Agent."""
    fetch_allow: str = ""
    """Private addresses that may be fetched from, as `127.0.0.1:8080`, separated by commas."""
    smtp_host: str | None = None
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_sender: Address | None = None
    smtp_bounces: Address | None = None
    """Where servers report what could not be delivered; None for the sender."""
    smtp_timeout_s: float = Field(default=30, gt=0)
    smtp_per_minute: int | None = Field(default=None, ge=1)
    """Not more mails than this, for servers that set a limit."""
    unknown: Literal["resend", "ask"] = "ask"
    """What to do with a mail that may or may not have been accepted."""

    @model_validator(mode="after")
    def _has_a_sender(self) -> Self:
        if self.smtp_host and not self.smtp_sender:
            raise ValueError("FIGUREWATCH_SMTP_SENDER: with a mail server, give the address that mails come from")
        return self

    @property
    def allowed_places(self) -> frozenset[str]:
        """Private `host:port` that may be fetched from."""
        return frozenset(place.strip() for place in self.fetch_allow.split(",") if place.strip())

    @property
    def max_age(self) -> timedelta:
        """How old an article may be for its figures to be mailed."""
        return timedelta(days=self.alerts_max_age_days)
