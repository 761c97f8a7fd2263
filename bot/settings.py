"""Every setting of the program: its name, default, unit and meaning. The only reader of the environment."""

import os
import secrets
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import parse_qs, urlsplit

from pydantic import AliasChoices, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ENVIRONMENT_PREFIX = "LOTSE_"


class SettingsError(Exception):
    """One or more settings do not hold; the text names each of them and what would be right."""


class Settings(BaseSettings):
    """All settings, built once and passed on. A `.env` file in the working folder is read too; the environment wins.

    Errors: SettingsError (from `read_settings`) names every bad value at once.
    """

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX, env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    data_dir: Path = Field(
        default=Path("data"), description="Folder for the database and the secret key. It is made if it is missing."
    )
    database_url: str = Field(
        default="",
        description="Where everything is kept: `sqlite:///file` or `postgresql://user:password@host/name`. "
        "Without it: the file `lotse.sqlite3` in the data folder.",
    )
    host: str = Field(default="127.0.0.1", description="Address the server listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port the server listens on; 0 takes a free one.")
    public_url: str = Field(
        default="",
        description="Address under which people reach the server, such as `https://hilfe.example.org`. "
        "With https the session cookies are secure-only and Telegram is served by webhook.",
    )
    secret_key: str = Field(
        default="",
        description="Key for the fingerprints of conversations and sessions, at least 32 characters. Without it one is made at the first start "
        "and kept in the data folder.",
    )
    telegram_token: str = Field(
        default="",
        validation_alias=AliasChoices("LOTSE_TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN", "telegram_token"),
        description="Token of the Telegram bot (from @BotFather). `TELEGRAM_BOT_TOKEN` is read too. Without it Telegram is not served.",
    )
    telegram_api_url: str = Field(
        default="https://api.telegram.org",
        description="Base address of the Bot API. Only tests and own Bot API servers change it.",
    )
    telegram_webhook_secret: str = Field(
        default="",
        description="Word that Telegram sends with each webhook call: 1 to 256 of `A-Z a-z 0-9 _ -`. Without it one is derived from the secret key.",
    )
    town: str = Field(
        default="",
        description="Short name of the one town this installation serves, such as `essen`. Without it people are asked.",
    )
    smtp_url: str = Field(
        default="",
        description="Mail server for mails to the people who work in the panel: `smtp://user:password@host:587?from=lotse@example.org` "
        "(or `smtps://`). Without it mails wait in a list in the panel and are handed over by hand.",
    )
    translate_url: str = Field(
        default="",
        description="Address of a LibreTranslate server (or one that speaks like it), such as `http://localhost:5000`. It proposes translations "
        "in the panel, with names, numbers and addresses left out; what it wrote is marked until a person has read it. Without it no machine translates.",
    )
    translate_key: str = Field(default="", description="Key for that server, if it asks for one.")
    confirm_days: int = Field(
        default=180, ge=14, le=730, description="Days after which the carrier of an Angebot is asked whether it is still right."
    )
    conversation_minutes: int = Field(
        default=30, ge=1, le=1440, description="Minutes without a message after which a conversation is forgotten."
    )
    turns_per_minute: int = Field(
        default=120, ge=1, le=100_000, description="Messages one person (one address) may send a minute on the web."
    )
    metrics_token: str = Field(
        default="",
        description="Word that opens `/metrics` to other machines (`Authorization: Bearer ...`). Without it: this machine only.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is logged. Never a message, name or address."
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Addresses of the reverse proxies whose X-Forwarded headers are believed, separated by commas."
    )

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _only_allowed_characters(cls, value: str) -> str:
        if value and (len(value) > 256 or not all(sign.isascii() and (sign.isalnum() or sign in "_-") for sign in value)):
            raise ValueError("use 1 to 256 of A-Z a-z 0-9 _ -")
        return value

    @field_validator("public_url", "telegram_api_url", "translate_url")
    @classmethod
    def _an_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).netloc):
            raise ValueError("write a full address such as https://hilfe.example.org")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _a_known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("write sqlite:///file or postgresql://user:password@host/name")
        return value

    @field_validator("smtp_url")
    @classmethod
    def _a_mail_server(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (
            parts.scheme not in ("smtp", "smtps") or not parts.hostname or "@" not in parse_qs(parts.query).get("from", [""])[0]
        ):
            raise ValueError("write smtp://user:password@host:587?from=lotse@example.org")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < 32:
            raise ValueError("use at least 32 characters, or leave it out and one is made")
        return value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _split_at_commas(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @property
    def database(self) -> str:
        """The address of the database, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir / 'lotse.sqlite3'}"

    @property
    def is_https(self) -> bool:
        """True if people reach the server by https: cookies are secure-only, Telegram calls by webhook."""
        return self.public_url.startswith("https://")

    @property
    def address(self) -> str:
        """The address to print and to put into links: the public one, else host and port."""
        return self.public_url or f"http://{self.host}:{self.port}"

    def key(self) -> bytes:
        """Return the secret key; make it and keep it in the data folder if there is none.

        Errors: SettingsError if the data folder cannot be written.
        """
        return (self.secret_key or _kept_key(self.data_dir / "secret.key")).encode()


def read_settings(**overrides: object) -> Settings:
    """Read the settings from the environment; `overrides` (from the command line) win.

    Errors: SettingsError that names every bad value at once.
    """
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError("\n".join(_in_plain_words(fault["loc"], fault["msg"]) for fault in error.errors())) from error


def pass_on(settings: Settings) -> None:
    """Put the settings into the environment, so that worker processes read the same ones."""
    for name, value in settings.model_dump(mode="json").items():
        if value not in ("", []):
            os.environ[f"{ENVIRONMENT_PREFIX}{name.upper()}"] = ",".join(value) if isinstance(value, list) else str(value)


def _in_plain_words(location: tuple[int | str, ...], message: str) -> str:
    name = str(location[0]).upper() if location else "?"
    name = name if name.startswith((ENVIRONMENT_PREFIX, "TELEGRAM")) else ENVIRONMENT_PREFIX + name
    return f"{name}: {message.removeprefix('Value error, ')}"


def _kept_key(path: Path) -> str:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
        return path.read_text("utf-8").strip()
    except OSError as error:
        raise SettingsError(
            f"LOTSE_DATA_DIR: {path.parent} cannot be written. Choose another folder or set LOTSE_SECRET_KEY."
        ) from error


def _write_once(path: Path, text: str) -> None:
    partial = path.with_suffix(f".{os.getpid()}")
    partial.touch(mode=0o600)
    partial.write_text(text, "utf-8")
    try:
        os.link(partial, path)
    except FileExistsError:
        pass  # another process was first: its key counts
    finally:
        partial.unlink()
