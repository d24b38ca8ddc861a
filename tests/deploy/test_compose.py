"""docker-compose.yml holds together: without a container engine, checked as data."""

import re
from urllib.parse import urlsplit

import pytest

from deploy.local.issuer import AUDIENCE
from deploy.local.kafka import ADMIN, PROPERTIES, guarded_lines
from deploy.local.roles import role_names
from services.forum.sharing.keys import SharingSettings
from services.referral.clinical.sealing import ClinicalSettings
from shared.contacts.known import ContactSettings
from shared.settings import MigrationSettings, Settings
from tests.deploy.stack import (
    ROOT,
    SERVICES,
    VARIABLE,
    compose,
    compose_text,
    container,
    example_environment,
    host_of,
    migration,
    read_yaml,
)

PORTS = dict(zip(SERVICES, range(8101, 8107), strict=True))
CONTAINERS = compose()["services"]
WITHOUT_A_CLIENT = {"collector"}
"""Images in which nothing is that could check the health."""


def is_job(name: str) -> bool:
    return CONTAINERS[name]["restart"].startswith("on-failure")


def test_every_setting_is_in_the_example_and_no_other():
    assert set(VARIABLE.findall(compose_text())) == set(example_environment())


def test_no_password_stands_in_the_file_itself():
    for name, value in example_environment().items():
        if name.endswith("PASSWORD"):
            assert value == "development-only"
            assert value not in compose_text()


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_runs_on_has_a_health_check_and_a_job_has_none(name):
    has_check = "healthcheck" in CONTAINERS[name]
    assert has_check is not (is_job(name) or name in WITHOUT_A_CLIENT)


@pytest.mark.parametrize("name", CONTAINERS)
def test_each_waits_for_a_container_that_exists_in_a_way_that_it_can(name):
    for other, wait in CONTAINERS[name].get("depends_on", {}).items():
        condition = wait["condition"]
        assert other in CONTAINERS
        assert (condition == "service_completed_successfully") is is_job(other)
        if condition == "service_healthy":
            assert "healthcheck" in CONTAINERS[other]


def test_no_container_waits_for_itself():
    def follow(name: str, path: tuple[str, ...]) -> None:
        assert name not in path
        for other in CONTAINERS[name].get("depends_on", {}):
            follow(other, (*path, name))

    for name in CONTAINERS:
        follow(name, ())


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_mount_is_a_file_of_the_project_or_a_named_volume(name):
    for mount in CONTAINERS[name].get("volumes", []):
        source, _, rest = mount.partition(":")
        if source.startswith("./"):
            assert (ROOT / source).exists()
            assert rest.endswith(":ro")
        else:
            assert source in compose()["volumes"]


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_may_not_write_has_a_place_for_temporary_files(name):
    container = CONTAINERS[name]
    places = [mount.partition(":")[0] for mount in container.get("tmpfs", [])]
    assert not container.get("read_only") or "/tmp" in places


def test_every_service_may_write_nowhere_else():
    assert all(container(service)["read_only"] for service in SERVICES)


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_image_is_pinned(name):
    image = CONTAINERS[name]["image"]
    assert image == "dfg-platform" or re.search(r":v?\d", image)


@pytest.mark.parametrize("name", CONTAINERS)
def test_every_port_is_open_to_this_machine_alone(name):
    assert all(p.startswith("127.0.0.1:") for p in CONTAINERS[name].get("ports", []))


def test_no_port_is_used_twice():
    published = [p.split(":")[1] for c in CONTAINERS.values() for p in c.get("ports", [])]
    assert len(published) == len(set(published))


def test_the_broker_is_of_the_version_that_the_tests_run_against():
    tag = CONTAINERS["kafka"]["image"].rpartition(":")[2]
    pom = (ROOT / "deploy/kafka/pom.xml").read_text(encoding="utf-8")
    assert f"<artifactId>kafka_2.13</artifactId>\n      <version>{tag}</version>" in pom


@pytest.mark.parametrize(
    "setting", ["log.retention.ms", "log.retention.bytes", "auto.create.topics.enable"]
)
def test_the_broker_keeps_the_history_of_events_as_the_local_one_does(setting):
    local = dict(line.split("=", 1) for line in PROPERTIES.splitlines())
    environment = CONTAINERS["kafka"]["environment"]
    assert str(environment[f"KAFKA_{setting.replace('.', '_').upper()}"]) == local[setting]


def properties(environment: dict[str, object]) -> dict[str, str]:
    """What the broker's image makes of its environment."""
    names = {n: n.removeprefix("KAFKA_").lower() for n in environment if n.startswith("KAFKA_")}
    dotted = {n: re.sub("_(?!_)(?<!__)", ".", name) for n, name in names.items()}
    return {dotted[n]: str(environment[n]) for n in names}


def test_the_broker_is_guarded_as_the_local_one_is():
    """The same principals, mechanism, authorizer and super user, which the tests run against."""
    found = properties(CONTAINERS["kafka"]["environment"])
    for line in guarded_lines():
        name, value = line.split("=", 1)
        assert found[name] == value, name
    assert found["inter.broker.listener.name"] == "CLIENTS"


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_a_principal_of_its_own_to_the_broker(service):
    environment = container(service)["environment"]
    assert environment["DFG_KAFKA_USERNAME"] == service
    variable = f"${{DFG_KAFKA_{service.upper()}_PASSWORD"
    assert f"DFG_KAFKA_PASSWORD: {variable}}}" in compose_text()
    assert f'user_{service}="{variable}:?see .env.example}}"' in compose_text()


def test_topics_and_their_authority_are_there_before_any_service():
    job = CONTAINERS["authority"]
    assert job["command"] == ["shared.bus", "authority"]
    assert job["environment"]["DFG_KAFKA_USERNAME"] == ADMIN
    assert all("authority" in container(service)["depends_on"] for service in SERVICES)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_gets_every_setting_it_needs_and_none_it_does_not_know(service, monkeypatch):
    environment = container(service)["environment"]
    for name, value in environment.items():
        monkeypatch.setenv(name, str(value))
    settings = Settings.read()
    besides = {
        "referral": (ClinicalSettings, ContactSettings),
        "means_test": (ContactSettings,),
        "grants": (ContactSettings,),
        "forum": (SharingSettings, ContactSettings),
    }.get(service, ())
    own = {name for each in besides for name in each.model_fields}
    told = {name.removeprefix("DFG_").lower() for name in environment}
    assert told <= own | set(Settings.model_fields)
    assert settings.host == "0.0.0.0"
    assert settings.bus == "kafka"
    assert settings.audience == AUDIENCE
    assert settings.port == PORTS[service]
    assert container(service)["ports"] == [f"127.0.0.1:{PORTS[service]}:{PORTS[service]}"]


@pytest.mark.parametrize("service", [*SERVICES, "bus"])
def test_a_migration_runs_as_the_owner_of_its_schema(service, monkeypatch):
    environment = migration(service)["environment"]
    monkeypatch.setenv("DFG_MIGRATION_URL", environment.pop("DFG_MIGRATION_URL"))
    assert environment.keys() == ({"DFG_CLINICAL_KEYS"} if service == "referral" else set())
    url = urlsplit(MigrationSettings.read().migration_url)
    assert url.username == f"dfg_{service}_owner"
    assert (url.hostname, url.path) == ("postgres", "/dfg")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_runs_as_its_runtime_role_once_its_schema_is_migrated(service):
    url = urlsplit(container(service)["environment"]["DFG_DATABASE_URL"])
    assert (url.username, url.hostname, url.path) == (f"dfg_{service}", "postgres", "/dfg")
    assert {f"migrate-{host_of(service)}", "migrate-bus"} <= set(container(service)["depends_on"])


@pytest.mark.parametrize("service", SERVICES)
def test_each_role_logs_on_with_the_password_that_it_was_given(service):
    text = compose_text()
    name = service.upper()
    assert f"//dfg_{service}:${{DFG_{name}_PASSWORD}}@postgres/dfg" in text
    assert f"//dfg_{service}_owner:${{DFG_{name}_OWNER_PASSWORD}}@postgres/dfg" in text


def test_the_roles_job_knows_a_password_for_every_role():
    environment = CONTAINERS["roles"]["environment"]
    assert {f"{role.upper()}_PASSWORD" for role in role_names()} < set(environment)
    script = (ROOT / "deploy/postgres/roles.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"\\getenv \w+ (\w+)", script)) == set(environment) - {"PGPASSWORD"}


@pytest.mark.parametrize("service", SERVICES)
def test_the_image_has_the_commands_that_are_called(service):
    assert container(service)["command"] == [f"services.{service}", "serve"]
    assert migration(service)["command"] == [f"services.{service}", "migrate"]
    assert (ROOT / "services" / service / "__main__.py").exists()


def test_the_bus_is_migrated_by_the_command_it_has():
    assert migration("bus")["command"] == ["shared.bus", "migrate"]
    assert (ROOT / "shared" / "bus" / "__main__.py").exists()


def test_tokens_name_the_provider_as_people_reach_it():
    settings = container("grants")["environment"]
    keycloak = CONTAINERS["keycloak"]
    address = keycloak["environment"]["KC_HOSTNAME"]
    assert keycloak["ports"] == [f"127.0.0.1:{urlsplit(address).port}:8080"]
    assert settings["DFG_ISSUER"] == f"{address}/realms/dfg"
    inside = settings["DFG_ISSUER"].replace(address, "http://keycloak:8080")
    assert settings["DFG_JWKS_URL"] == f"{inside}/protocol/openid-connect/certs"


def test_traces_go_by_the_collector_to_the_viewer():
    collector = read_yaml("deploy/otel/collector.yaml")
    http = collector["receivers"]["otlp"]["protocols"]["http"]["endpoint"]
    assert (
        http.replace("0.0.0.0", "http://collector")
        == (container("grants")["environment"]["DFG_OTLP_ENDPOINT"])
    )
    pipeline = collector["service"]["pipelines"]["traces"]
    for kind in ("receivers", "processors", "exporters"):
        assert set(pipeline[kind]) == set(collector[kind])
    (exporter,) = collector["exporters"].values()
    assert exporter["endpoint"].partition(":")[0] in CONTAINERS
