"""A real Keycloak, and the platform that trusts it."""

import shutil

import httpx

from deploy.local.java import JavaServer, fetched
from deploy.local.ports import LOOPBACK, free_port
from tests.deploy.stack import ROOT, compose, example_environment
from tests.platform.running import Platform

POM = ROOT / "deploy/keycloak/pom.xml"
PUBLIC = compose()["services"]["forum"]["environment"]["DFG_PUBLIC_ADDRESS"]
"""Where browsers reach the forum in the containers."""
START_SECONDS = 400
"""Keycloak builds itself at its first start; a busy machine takes minutes."""


class Keycloak:
    """Keycloak in its development mode, with our realm alone."""

    def __init__(self, folder):
        self._home = folder / "home"
        self.address = f"http://{LOOPBACK}:{free_port()}"
        self.realm = f"{self.address}/realms/dfg"
        self._server = JavaServer(folder, self._serves, START_SECONDS)

    def start(self):
        """From a copy of its own: at each start Keycloak builds itself anew in its own folder."""
        [unpacked] = fetched(POM, "unpack-dependencies").iterdir()
        home = shutil.copytree(unpacked, self._home)
        imported = home / "data/import"
        imported.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "deploy/keycloak/realm.json", imported)
        port = self.address.rpartition(":")[2]
        listening = (f"--http-host={LOOPBACK}", f"--http-port={port}")
        command = ["bash", str(home / "bin/kc.sh"), "start-dev", "--db=dev-mem", "--import-realm"]
        self._server.start(
            [*command, *listening, f"--hostname={self.address}"],
            JAVA_OPTS_KC_HEAP="-Xmx512m -XX:TieredStopAtLevel=1",
            KC_BOOTSTRAP_ADMIN_USERNAME="admin",
            KC_BOOTSTRAP_ADMIN_PASSWORD="admin",
            **{n: v for n, v in example_environment().items() if n.startswith("DFG_")},
        )

    def stop(self):
        self._server.end()
        shutil.rmtree(self._home)

    def token(self, realm="dfg", **form):
        path = f"{self.address}/realms/{realm}/protocol/openid-connect/token"
        return httpx.post(path, data=form, timeout=30).raise_for_status().json()["access_token"]

    def token_of(self, role):
        """As a person's front end gets it; the lettings system is a machine."""
        password = example_environment()["DFG_DEMONSTRATION_PASSWORD"]
        if role == "lettings_system":
            secret = example_environment()["DFG_LETTINGS_SYSTEM_SECRET"]
            return self.token(
                grant_type="client_credentials",
                client_id="dfg-lettings-system",
                client_secret=secret,
            )
        return self.token(
            grant_type="password", client_id="dfg-front-end", username=role, password=password
        )

    def _serves(self):
        try:
            return httpx.get(f"{self.realm}/protocol/openid-connect/certs").is_success
        except httpx.TransportError:
            return False


class KeycloaksPlatform(Platform):
    """The services as they are told to trust Keycloak."""

    keycloak: Keycloak

    def settings(self, service, **changes):
        issuer = self.keycloak.realm
        keys = f"{issuer}/protocol/openid-connect/certs"
        return super().settings(
            service, issuer=issuer, jwks_url=keys, public_address=PUBLIC, **changes
        )
