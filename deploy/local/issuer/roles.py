"""Who works with the platform in the demonstration, and what a token of each role allows."""

from functools import cache
from pathlib import Path
from typing import ClassVar

import yaml

from shared.problems import Problem
from shared.schema import Model

ROLES = Path(__file__).parents[1] / "roles.yaml"


class Role(Model):
    """What a role may do, and where."""

    scopes: list[str]
    read: list[str]
    write: list[str]
    provider: str | None = None
    case: str | None = None
    limit: str | None = None

    def claims(self, name: str) -> dict[str, object]:
        """The claims from which the services read role, scopes and reach."""
        return {
            "dfg_role": name,
            "scope": " ".join(self.scopes),
            "dfg_read": self.read,
            "dfg_write": self.write,
            "dfg_provider": self.provider,
            "dfg_case": self.case,
            "dfg_limit": self.limit,
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
