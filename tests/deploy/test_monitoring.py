"""Alerts and dashboard ask for metrics that the services really export."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.deploy.stack import DOCKERFILE, ROOT, SERVICES, container, host_of, read_yaml

SCRAPE = """
import asyncio
import httpx
from fastapi import FastAPI
from prometheus_client import generate_latest
from shared.observability import metrics, observe
from shared.observability.setup import REQUESTS

app = FastAPI(telemetry=REQUESTS)
app.get("/v1/cases")(lambda: "a case")
observe("grants", "")
for instrument in vars(metrics).values():
    for record in ("set", "add"):
        if hasattr(instrument, record):
            getattr(instrument, record)(1, {"service": "grants", "type": "grants.approved", "district": "E07000081"})

async def ask():
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://grants") as client:
        await client.get("/v1/cases")

asyncio.run(ask())
print(generate_latest().decode())
"""
FUNCTIONS = {"sum", "max", "by", "rate", "increase", "histogram_quantile", "unless", "on"}
RULES = [rule for g in read_yaml("deploy/prometheus/rules.yml")["groups"] for rule in g["rules"]]
DASHBOARD = json.loads(
    (ROOT / "deploy/grafana/dashboards/platform.json").read_text(encoding="utf-8")
)
QUERIES = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]


@pytest.fixture(scope="module")
def exported() -> dict[str, set[str]]:
    """Every metric of a scrape with its labels, in the environment that the image sets."""
    opt_in = re.search(r"(OTEL_SEMCONV_STABILITY_OPT_IN)=(\w+)", DOCKERFILE).groups()
    scrape = subprocess.run(
        [sys.executable, "-c", SCRAPE],
        cwd=ROOT,
        env=os.environ | dict([opt_in]),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = {"up": {"job", "service"}}
    for name, labels in re.findall(r"^(\w+)\{(.*)\} \S+$", scrape, re.MULTILINE):
        found.setdefault(name, {"service"}).update(re.findall(r'(\w+)="', labels))
    return found


def words(query: str) -> set[str]:
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]', "", query)
    return set(re.findall(r"[a-z_]{2,}", bare)) - FUNCTIONS


@pytest.mark.parametrize("query", [rule["expr"] for rule in RULES] + QUERIES)
def test_a_query_asks_for_what_is_exported(query, exported):
    asked = words(query)
    metrics = asked & set(exported)
    assert metrics
    labels = set.union(*(exported[metric] for metric in metrics))
    assert asked - metrics <= labels


@pytest.mark.parametrize("query", [rule["expr"] for rule in RULES] + QUERIES)
def test_brackets_of_a_query_close(query):
    for opening, closing in ("()", "{}", "[]"):
        assert query.count(opening) == query.count(closing)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_what_is_wrong_and_what_to_do(rule):
    assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert all(rule["annotations"][part] for part in ("summary", "description"))


@pytest.mark.parametrize(
    "metric",
    [
        "dfg_dead_letters",
        "dfg_outbox_unsent",
        "dfg_bus_degraded",
        "dfg_database_away",
    ],
)
def test_what_must_not_go_unnoticed_has_an_alert_and_a_panel(metric):
    assert any(metric in words(rule["expr"]) for rule in RULES)
    assert any(metric in words(query) for query in QUERIES)


def test_every_service_is_scraped_where_it_listens():
    jobs = read_yaml("deploy/prometheus/prometheus.yml")["scrape_configs"]
    scraped = {
        (c["labels"]["service"], *c["targets"])
        for job in jobs
        if job["job_name"] == "dfg"
        for c in job["static_configs"]
    }
    assert scraped == {
        (s, f"{host_of(s)}:{container(s)['environment']['DFG_PORT']}") for s in SERVICES
    }


def test_panels_use_the_data_sources_that_are_provisioned():
    provisioned = read_yaml("deploy/grafana/provisioning/datasources/datasources.yaml")
    uids = {source["uid"] for source in provisioned["datasources"]}
    asked = {t["datasource"]["uid"] for panel in DASHBOARD["panels"] for t in panel["targets"]}
    assert asked <= uids
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


def test_the_dashboard_lies_where_it_is_looked_for():
    (provider,) = read_yaml("deploy/grafana/provisioning/dashboards/dashboards.yaml")["providers"]
    mounts = container("grafana")["volumes"]
    assert f"./deploy/grafana/dashboards:{provider['options']['path']}:ro" in mounts
