"""`python -m deploy.local.issuer`: serve until stopped."""

from pathlib import Path

import uvicorn
from pydantic_settings import BaseSettings, SettingsConfigDict

from deploy.local.issuer.app import issuer_app
from deploy.local.issuer.residents import Residents
from deploy.local.issuer.signing import DevelopmentIssuer
from deploy.local.ports import LOOPBACK


class IssuerSettings(BaseSettings):
    """Where the issuer listens, which tokens name as their issuer, and where it keeps things."""

    model_config = SettingsConfigDict(env_prefix="DFG_")

    port: int
    key_file: Path
    residents_file: Path


def main() -> None:
    settings = IssuerSettings.model_validate({})
    issuer = DevelopmentIssuer.local(f"http://{LOOPBACK}:{settings.port}", settings.key_file)
    app = issuer_app(issuer, Residents(settings.residents_file))
    uvicorn.run(app, host=LOOPBACK, port=settings.port, log_level="warning")


if __name__ == "__main__":
    main()
