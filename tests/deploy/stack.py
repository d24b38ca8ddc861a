"""The deployment files as values, for the tests beside it."""

import re
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
SERVICES = ("referral", "means_test", "grants", "register", "payments", "forum")
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
VARIABLE = re.compile(r"\$\{(\w+)(?::\?[^}]*)?\}")


def read_yaml(path: str) -> dict:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


@cache
def example_environment() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def compose_text() -> str:
    return (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


@cache
def compose() -> dict:
    """docker-compose.yml with the settings of .env.example put in."""
    return yaml.safe_load(VARIABLE.sub(lambda m: example_environment()[m[1]], compose_text()))


def host_of(service: str) -> str:
    return service.replace("_", "-")


def container(service: str) -> dict:
    return compose()["services"][host_of(service)]


def migration(service: str) -> dict:
    return compose()["services"][f"migrate-{host_of(service)}"]
