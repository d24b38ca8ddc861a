"""The development issuer: real signed tokens for made-up people. Never for production.

It is to the local stack what the county's OpenID Connect provider is to the services: an issuer,
an audience and a JWKS address.
"""

from deploy.local.issuer.app import issuer_app
from deploy.local.issuer.roles import roles
from deploy.local.issuer.signing import AUDIENCE, DevelopmentIssuer

__all__ = ["AUDIENCE", "DevelopmentIssuer", "issuer_app", "roles"]
