"""HTTP of the register."""

from fastapi import APIRouter

from services.register.routes import (
    adverts,
    homes,
    loading,
    matching,
    needs,
    relocations,
    stock,
    works,
)

router = APIRouter()
router.include_router(homes.router)
router.include_router(needs.router)
router.include_router(adverts.router)
router.include_router(relocations.router)
router.include_router(matching.router)
router.include_router(loading.router)
router.include_router(works.router)
router.include_router(stock.router)
