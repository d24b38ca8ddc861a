"""Why something is recorded once more."""

from typing import Annotated

from shared.schema import Field

Reason = Annotated[str, Field(min_length=1, max_length=2000)]
"""In an officer's words. Stays in this service."""
