"""One Keycloak for all files that need it: it takes most of a minute to start."""

import pytest

from tests.deploy.keycloak import Keycloak, KeycloaksPlatform
from tests.needs import require_java
from tests.platform.running import new_database


@pytest.fixture(scope="package")
def keycloak(tmp_path_factory):
    require_java()
    keycloak = Keycloak(tmp_path_factory.mktemp("keycloak"))
    keycloak.start()
    yield keycloak
    keycloak.stop()


@pytest.fixture(scope="package")
def trusting(keycloak, postgres):
    platform = KeycloaksPlatform(postgres.superuser_url, new_database("keycloak"))
    platform.keycloak = keycloak
    yield platform
    platform.stop()
