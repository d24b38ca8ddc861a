"""Style sheets and icons: GOV.UK Frontend as it is published, without its font, and a little of ours."""

from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response

from services.forum.pages.front import PAGES
from shared.problems import NotFound

FOLDER = Path(__file__).with_name("assets")
KINDS = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
KEPT_SECONDS = 60 * 60
router = APIRouter(prefix=f"{PAGES}/assets", include_in_schema=False)


@cache
def assets() -> dict[str, bytes]:
    """Every file that is served, by its name."""
    return {file.name: file.read_bytes() for file in FOLDER.iterdir() if file.suffix in KINDS}


@router.get("/{name}")
async def asset(name: str) -> Response:
    """One of them, to anybody."""
    if name not in assets():
        raise NotFound
    headers = {
        "cache-control": f"public, max-age={KEPT_SECONDS}",
        "x-content-type-options": "nosniff",
    }
    return Response(assets()[name], headers=headers, media_type=KINDS[Path(name).suffix])
