"""HTTP of the register."""

from fastapi import APIRouter

from services.register.routes import homes, needs

router = APIRouter()
router.include_router(homes.router)
router.include_router(needs.router)
