"""GOV.UK Frontend taken into the pages: `python -m tests.forum.frontend FOLDER`.

FOLDER is its npm package, unpacked. Services outside GOV.UK may use neither its font nor its crown:
the font is left out, and no image is copied. The package holds no licence of its own: its repository's
stands beside the style sheet.
"""

import hashlib
import json
import re
import sys
from pathlib import Path

ASSETS = Path("services/forum/pages/assets")
STYLES = ASSETS / "govuk-frontend.css"
NOTE = ASSETS / "govuk-frontend.json"
LICENCE = ASSETS / "govuk-frontend-LICENCE.txt"
FONT = re.compile(r"@font-face\{[^}]*GDS Transport[^}]*\}")
CREST = "url(/assets/images/govuk-crest.svg)"


def without_gov_uk_s_own(styles: str) -> str:
    """The style sheet with the plain font that stands behind GOV.UK's, and without its arms."""
    plain = FONT.sub("", styles).replace("GDS Transport,", "").replace(CREST, "none")
    return plain.partition("/*# sourceMappingURL")[0].rstrip() + "\n"


def take(package: Path) -> None:
    """Copy what the pages need, and say where it is from."""
    told = json.loads((package / "package.json").read_text(encoding="utf-8"))
    published = (package / "dist/govuk/govuk-frontend.min.css").read_text(encoding="utf-8")
    STYLES.write_text(without_gov_uk_s_own(published), encoding="utf-8")
    note = {
        "package": told["name"],
        "version": told["version"],
        "licence": told["license"],
        "published_sha256": sha256(published.encode()),
        "sha256": sha256(STYLES.read_bytes()),
    }
    NOTE.write_text(json.dumps(note, indent=2) + "\n", encoding="utf-8")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    take(Path(sys.argv[1]))
