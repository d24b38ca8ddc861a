"""GOV.UK Frontend as the pages have it: a known version, whole, without what is GOV.UK's alone."""

import json
from importlib.metadata import version

from services.forum.pages.assets import assets
from tests.forum.frontend import LICENCE, NOTE, STYLES, sha256, without_gov_uk_s_own

TAKEN = json.loads(NOTE.read_text(encoding="utf-8"))


def test_the_styles_are_of_the_version_that_the_macros_are_made_for():
    assert TAKEN["version"] == "6.3.0"
    assert version("govuk-frontend-jinja").startswith("4.1.")


def test_nobody_has_changed_the_styles_by_hand_and_their_licence_is_with_them():
    assert sha256(STYLES.read_bytes()) == TAKEN["sha256"]
    assert TAKEN["licence"] == "MIT"
    assert LICENCE.read_text(encoding="utf-8").startswith("The MIT License")


def test_neither_gov_uk_s_font_nor_its_crown_is_used():
    styles = STYLES.read_text(encoding="utf-8")
    assert "GDS" not in styles
    assert "@font-face" not in styles
    assert "font-family:arial" in styles


def test_the_font_and_the_arms_are_left_out_with_their_names():
    sheet = (
        "@font-face{font-family:GDS Transport;src:url(/a.woff2)}p{font-family:GDS Transport,arial}"
    )
    crest = "a{background:url(/assets/images/govuk-crest.svg)}/*# sourceMappingURL=a.map */"
    assert without_gov_uk_s_own(sheet + crest) == "p{font-family:arial}a{background:none}\n"


def test_styles_fetch_nothing():
    for name, content in assets().items():
        assert "url(" not in content.decode(), name
