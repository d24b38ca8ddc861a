"""In which post something is done that a policy leaves to one."""

from shared.problems import InvalidInput


def check_post(by: str | None, named: str | None, where: str) -> None:
    """Refuse another post than the policy names, or any where it names none.

    `where` is the clause, or what is done in the post.
    """
    if by != named:
        raise InvalidInput.at(
            "/by", f"the policy names {named or 'nobody: leave it out'} ({where})"
        )
