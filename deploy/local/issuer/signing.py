"""What the development issuer signs, and with which key."""

import datetime as dt
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from deploy.local.issuer.roles import UnknownRole, roles

DEFAULT_KEY = Path(".local/issuer/key.pem")
AUDIENCE = "dfg"
ALGORITHM = "RS256"
LIFETIME = dt.timedelta(hours=12)


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
        claims |= roles()[role].claims(role) | overrides
        return self._signed(claims)

    def identify(self, token: str, client: str, nonce: str) -> str:
        """The ID token for whoever an access token of ours is: to a client, for one sign-in."""
        claims = self._read(token)
        kept = {name: claims[name] for name in ("iss", "sub", "iat", "exp")}
        return self._signed(kept | {"aud": client, "nonce": nonce})

    def scopes_of(self, authorization: str) -> set[str]:
        """What a bearer token of ours allows; nothing where it is none."""
        try:
            claims = self._read(authorization.removeprefix("Bearer "))
        except jwt.InvalidTokenError:
            return set()
        return set(str(claims["scope"]).split())

    def _signed(self, claims: Mapping[str, object]) -> str:
        kept = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(kept, self._key, ALGORITHM, headers={"kid": self._public["kid"]})

    def _read(self, token: str) -> dict[str, Any]:
        claims: dict[str, Any] = jwt.decode(
            token,
            self._key.public_key(),
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=self.address,
        )
        return claims

    def configuration(self) -> dict[str, object]:
        """OpenID Connect discovery: what verifiers of tokens and front ends need."""
        return {
            "issuer": self.address,
            "jwks_uri": f"{self.address}/jwks.json",
            "authorization_endpoint": f"{self.address}/authorise",
            "token_endpoint": f"{self.address}/exchange",
            "end_session_endpoint": f"{self.address}/sign-out",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "grant_types_supported": ["authorization_code"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
        }

    def jwks(self) -> dict[str, object]:
        """The public key, as a JSON Web Key Set."""
        return {"keys": [self._public]}


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
