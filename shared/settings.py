"""What a service is told from outside: environment variables with the prefix `DFG_`."""

import datetime as dt
import os
from pathlib import Path
from typing import ClassVar, Literal, Self
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, MultiFernet
from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from shared.days import FIRST_DAY, LAST_DAY

LOCAL_STACK = Path(".local/settings")
"""Where `make run` tells the operators' commands of its folder how to reach each service's database."""
UNENCRYPTED = {("http", "127.0.0.1"), ("http", "localhost")}
"""Where a browser may send its session without TLS: this machine."""


class MissingSetting(SystemExit):
    """The service cannot start: names every setting that is absent or wrong."""

    def __init__(self, error: ValidationError, hint: str = "") -> None:
        faults = (
            f"  DFG_{'_'.join(map(str, e['loc'])).upper() or 'settings'}: {e['msg']}"
            for e in error.errors(include_url=False, include_input=False)
        )
        super().__init__("cannot start, check these settings:\n" + "\n".join(faults) + hint)


class _Settings(BaseSettings):
    model_config = SettingsConfigDict(
        env_prefix="DFG_", frozen=True, use_attribute_docstrings=True, extra="ignore"
    )
    BESIDE: ClassVar[str] = "`make run` runs: it says how its databases are reached"
    """Where an operator's command finds them by itself."""

    @classmethod
    def read(cls, hint: str = "") -> Self:
        """The settings from the environment; stops the process with their names otherwise."""
        try:
            return cls()
        except ValidationError as error:
            raise MissingSetting(error, hint) from None

    @classmethod
    def of_operator(cls, service: str) -> Self:
        """The settings from the environment, else from the stack that runs in this folder."""
        _take_from_stack(LOCAL_STACK / f"{service}.env")
        return cls.read(f"\n(or run this where {cls.BESIDE})")

    def told(self) -> dict[str, object]:
        """The settings as a log may have them: no password of an address, no secret."""
        return {name: _told(value) for name, value in self.model_dump().items()}


def _take_from_stack(file: Path) -> None:
    """Put into the environment what the stack says there; nothing, where some of it is set: a key of
    this folder never meets a database of another.
    """
    told = {name: value or "" for name, value in dotenv_values(file).items()}
    if not told.keys() & os.environ.keys():
        os.environ.update(told)


def _told(value: object) -> object:
    """A setting as JSON has it, without what stays secret: user, password and query of an address."""
    if isinstance(value, SecretStr):
        return "set" if value.get_secret_value() else ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and "://" in value:
        parts = urlsplit(value)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()
    return value


class MigrationSettings(_Settings):
    """What the migration step needs: it runs as the owner of the schema."""

    migration_url: str
    """postgresql:// address with the schema owner's role."""


class DatabaseSettings(_Settings):
    """What an operator's command needs."""

    database_url: str
    """postgresql:// address with the service's runtime role."""


class BrokerSettings(_Settings):
    """How a client reaches Apache Kafka."""

    kafka_bootstrap: str = ""
    kafka_username: str = ""
    """The principal, by SASL PLAIN: a service's own name; empty: the broker asks nobody."""
    kafka_password: SecretStr = SecretStr("")
    kafka_tls: bool = False
    """Whether the broker is reached by TLS, with a certificate that this system trusts."""
    kafka_partners: tuple[str, ...] = ()
    """Partners that the forum shares events with over Kafka, each with a topic of its own; as JSON,
    such as `["severn-icb"]`."""

    @model_validator(mode="after")
    def _who_and_how(self) -> Self:
        if bool(self.kafka_username) != bool(self.kafka_password.get_secret_value()):
            raise ValueError("DFG_KAFKA_USERNAME and DFG_KAFKA_PASSWORD go together")
        return self


class AuthoritySettings(BrokerSettings):
    """What an operator needs who says what is allowed on the broker."""

    BESIDE: ClassVar[str] = "`make run BUS=kafka` runs: it says how its broker is reached"
    kafka_bootstrap: str = Field(min_length=1)


class SignInSettings(_Settings):
    """How people sign in to pages of a service in their browser."""

    public_address: str = ""
    """Where browsers reach the service, such as `https://dfg.example.gov.uk/forum`; empty: no pages."""
    session_keys: SecretStr = SecretStr("")
    """Fernet keys with commas between them: the first seals what a browser keeps, each opens it."""
    client_id: str = "dfg-forum"
    """What the issuer calls these pages."""
    client_secret: SecretStr = SecretStr("")
    """Empty: the issuer takes them as a public client, by PKCE alone."""
    discovery_url: str = ""
    """Where the issuer's discovery document is fetched, where not at the issuer's own address."""

    @property
    def sealing(self) -> MultiFernet:
        """What seals and opens cookies."""
        told = self.session_keys.get_secret_value()
        return MultiFernet([Fernet(key.strip()) for key in told.split(",")])

    @model_validator(mode="after")
    def _pages_can_be_served(self) -> Self:
        if self.public_address:
            parts = urlsplit(self.public_address)
            if parts.scheme != "https" and (parts.scheme, parts.hostname) not in UNENCRYPTED:
                raise ValueError("DFG_PUBLIC_ADDRESS begins with https://")
            if parts.query or parts.fragment or self.public_address.endswith("/"):
                raise ValueError("DFG_PUBLIC_ADDRESS ends without /, query or fragment")
            try:
                self.sealing  # noqa: B018 - raises where the keys are none
            except ValueError:
                raise ValueError("DFG_SESSION_KEYS holds no Fernet key") from None
        return self


class Settings(DatabaseSettings, BrokerSettings, SignInSettings):
    """What a running service needs."""

    issuer: str
    audience: str
    jwks_url: str
    bus: Literal["postgres", "kafka"] = "postgres"
    otlp_endpoint: str = ""
    """Base address of an OTLP/HTTP receiver; empty: traces are not exported."""
    origins: tuple[str, ...] = ()
    """Where front-ends are served from that call the API in a browser, such as
    `["https://dfg.example.gov.uk"]`; empty: none from elsewhere."""
    zipkin_endpoint: str = ""
    """Base address of a Zipkin server; empty: none gets the traces."""
    files: str = ""
    """Where letters and documents lie, `file:///folder` or `s3://bucket`; empty: none are kept."""
    scanner: str = ""
    """Where ClamAV's daemon looks at each document that comes in, `tcp://host:3310`; empty: nothing
    does, and each is kept as not scanned."""
    letters: str = ""
    """How letters go: into a folder, `file:///folder`, from which they are posted, or through GOV.UK
    Notify at its address, `https://api.notifications.service.gov.uk`; empty: none goes by itself."""
    notify_key: SecretStr = SecretStr("")
    """The API key of GOV.UK Notify."""
    host: str = "127.0.0.1"
    port: int
    pool_size: int = 10
    """Database connections for requests and handlers."""
    workers: int = 4
    """Events handled at the same time."""
    keep_days: int = Field(default=90, ge=0)
    """Days for which handled events, sent events and idempotency keys are kept; 0: for ever."""

    first_day: dt.date = FIRST_DAY
    """The first day that a date in a body or query may be: before it somebody made a slip."""
    last_day: dt.date = LAST_DAY
    """The last day that such a date may be."""

    @model_validator(mode="after")
    def _the_days_follow_each_other(self) -> Self:
        if self.first_day >= self.last_day:
            raise ValueError("DFG_FIRST_DAY lies before DFG_LAST_DAY")
        return self

    @model_validator(mode="after")
    def _letters_have_what_they_need(self) -> Self:
        if self.letters and not self.files:
            raise ValueError("DFG_FILES is needed where letters go: they are kept there")
        if self.letters.startswith("http") and not self.notify_key.get_secret_value():
            raise ValueError("DFG_NOTIFY_KEY is needed where letters go through GOV.UK Notify")
        return self

    @model_validator(mode="after")
    def _kafka_has_an_address(self) -> Self:
        if self.bus == "kafka" and not self.kafka_bootstrap:
            raise ValueError("DFG_KAFKA_BOOTSTRAP is needed where DFG_BUS is kafka")
        if self.kafka_partners and self.bus != "kafka":
            raise ValueError("DFG_KAFKA_PARTNERS is for where DFG_BUS is kafka")
        return self
