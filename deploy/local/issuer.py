"""The development issuer: real signed tokens for made-up people. Never for production.

It is to the local stack what the county's OpenID Connect provider is to the services: an issuer,
an audience and a JWKS address.
"""

import datetime as dt
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import ClassVar, Self

import jwt
import uvicorn
import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic_settings import BaseSettings, SettingsConfigDict

from deploy.local.ports import LOOPBACK
from shared.problems import Problem
from shared.schema import Model

ROLES = Path(__file__).with_name("roles.yaml")
DEFAULT_KEY = Path(".local/issuer/key.pem")
DEFAULT_PORT = 8100
AUDIENCE = "dfg"
ALGORITHM = "RS256"
LIFETIME = dt.timedelta(hours=12)


class Role(Model):
    """What a role may do, and where."""

    scopes: list[str]
    read: list[str]
    write: list[str]
    provider: str | None = None
    case: str | None = None

    def claims(self) -> dict[str, object]:
        """The claims from which the services read scopes and reach."""
        return {
            "scope": " ".join(self.scopes),
            "dfg_read": self.read,
            "dfg_write": self.write,
            "dfg_provider": self.provider,
            "dfg_case": self.case,
        }


class UnknownRole(Problem):
    """The role is not one of roles.yaml."""

    slug: ClassVar[str] = "unknown-role"
    title: ClassVar[str] = "There is no such role"
    status: ClassVar[int] = 422

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not one of: {', '.join(roles())}")


@cache
def roles() -> dict[str, Role]:
    """Every role by its name."""
    data = yaml.safe_load(ROLES.read_text(encoding="utf-8"))
    return {name: Role.model_validate(role) for name, role in data["roles"].items()}


class DevelopmentIssuer:
    """Mints tokens with one RSA key, and publishes what verifies them."""

    def __init__(self, address: str, key: RSAPrivateKey) -> None:
        self.address = address
        self._key = key
        public = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
        key_id = sha256(public["n"].encode()).hexdigest()[:16]
        self._public = public | {"kid": key_id, "use": "sig", "alg": ALGORITHM}

    @classmethod
    def in_memory(cls, address: str) -> Self:
        """With a key of this process alone: for tests."""
        return cls(address, new_key())

    @classmethod
    def local(cls, address: str, key_file: Path = DEFAULT_KEY) -> Self:
        """With the key in that file, made if it is not there, so that tokens survive restarts."""
        return cls(address, _kept_key(key_file))

    def mint(self, role: str, **overrides: object) -> str:
        """A token for that role; an override replaces a claim, and None leaves it out."""
        if role not in roles():
            raise UnknownRole(role)
        now = dt.datetime.now(dt.UTC)
        claims: dict[str, object] = {
            "iss": self.address,
            "aud": AUDIENCE,
            "sub": f"development:{role}",
            "iat": now,
            "exp": now + LIFETIME,
        }
        claims |= roles()[role].claims() | overrides
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, self._key, ALGORITHM, headers={"kid": self._public["kid"]})

    def configuration(self) -> dict[str, object]:
        """OpenID Connect discovery, as far as a verifier of tokens needs it."""
        return {
            "issuer": self.address,
            "jwks_uri": f"{self.address}/jwks.json",
            "token_endpoint": f"{self.address}/token",
            "id_token_signing_alg_values_supported": [ALGORITHM],
        }

    def jwks(self) -> dict[str, object]:
        """The public key, as a JSON Web Key Set."""
        return {"keys": [self._public]}


class TokenRequest(Model):
    """Whose token is wanted; a resident's names the case, a provider's may name another one."""

    role: str
    dfg_case: str | None = None
    dfg_provider: str | None = None


def issuer_app(issuer: DevelopmentIssuer) -> FastAPI:
    """The issuer over HTTP."""
    app = FastAPI(title="Development issuer", description=__doc__)

    @app.exception_handler(UnknownRole)
    def refuse(_request: Request, problem: UnknownRole) -> JSONResponse:
        return JSONResponse(
            problem.as_json(), problem.status, media_type="application/problem+json"
        )

    app.get("/.well-known/openid-configuration")(issuer.configuration)
    app.get("/jwks.json")(issuer.jwks)

    @app.post("/token")
    def token(wanted: TokenRequest) -> dict[str, object]:
        reach = wanted.model_dump(exclude={"role"}, exclude_none=True)
        return {
            "access_token": issuer.mint(wanted.role, **reach),
            "token_type": "Bearer",
            "expires_in": int(LIFETIME.total_seconds()),
        }

    return app


def new_key() -> RSAPrivateKey:
    """A signing key."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def _kept_key(file: Path) -> RSAPrivateKey:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(
            new_key().private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError(f"{file} holds no RSA key")
    return key


class IssuerSettings(BaseSettings):
    """Where the issuer listens; its address is what tokens name as their issuer."""

    model_config = SettingsConfigDict(env_prefix="DFG_")

    host: str = LOOPBACK
    port: int = DEFAULT_PORT
    key_file: Path = DEFAULT_KEY


def main() -> None:
    """Serve until stopped."""
    settings = IssuerSettings()
    issuer = DevelopmentIssuer.local(f"http://{settings.host}:{settings.port}", settings.key_file)
    uvicorn.run(issuer_app(issuer), host=settings.host, port=settings.port, log_level="warning")


if __name__ == "__main__":
    main()
