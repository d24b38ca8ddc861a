"""`make token ROLE=grant_officer`: a bearer token of the running stack, alone on standard output."""

import argparse
import sys

import httpx

from deploy.local.stack import address


class NoToken(SystemExit):
    """There is no token to be had; says why."""


def token_of(role: str) -> str:
    """A token of that role from the issuer of `make run`; raises `NoToken`."""
    try:
        answer = httpx.post(f"{address('issuer')}/token", json={"role": role}, timeout=5)
    except httpx.TransportError as error:
        raise NoToken("nothing is running here: start it with `make run`") from error
    if answer.is_error:
        problem = answer.json()
        raise NoToken(f"{problem['title']}: {problem['detail']}")
    return str(answer.json()["access_token"])


def main() -> None:
    parser = argparse.ArgumentParser(prog="make token", description=__doc__)
    parser.add_argument("role", help="one of deploy/local/roles.yaml")
    sys.stdout.write(f"{token_of(parser.parse_args().role)}\n")


if __name__ == "__main__":
    main()
