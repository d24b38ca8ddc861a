"""The page of an officer's day says what the platform answers."""

from tests.grants.officers_day import PAGE, page


def test_the_page_is_what_the_platform_answers(platform):
    """To write it anew: `python -m tests.grants.officers_day`."""
    assert page(platform) == PAGE.read_text(encoding="utf-8")
