"""Every alert rule, by Prometheus itself: it fires when it should, after its time, and not else."""

import json
import re
import subprocess
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
import yaml

from deploy.local.ports import LOOPBACK, free_port
from deploy.local.stack import Stack
from tests.deploy.stack import ROOT, read_yaml
from tests.needs import require_programs
from tests.platform.running import until

RULES = ROOT / "deploy/prometheus/rules.yml"
REQUESTS = "http_server_request_duration_seconds"
TICK = "15s"
LONG = 80
"""Ticks of 15 seconds: 20 minutes, longer than any alert waits."""


@dataclass(frozen=True)
class Case:
    """Series that raise an alert, and that do not, as promtool writes them: start+step."""

    fires: dict[str, str]
    calm: dict[str, str]


def gauge(name: str, over: int, under: int) -> Case:
    series = f'{name}{{service="grants"}}'
    return Case({series: f"{over}+0"}, {series: f"{under}+0"})


def answered(status: str) -> str:
    return f'{REQUESTS}_count{{service="grants",http_response_status_code="{status}"}}'


def within(limit: str) -> str:
    return f'{REQUESTS}_bucket{{service="grants",le="{limit}"}}'


UNSENT, RELAYED = (
    'dfg_outbox_unsent{service="grants"}',
    'dfg_events_relayed_total{service="grants"}',
)
IMBALANCES = 'dfg_ledger_imbalances_total{service="grants",district="E07000081",by="case"}'
CASES = {
    "DeadLetters": gauge("dfg_dead_letters", 1, 0),
    "OutboxLag": gauge("dfg_outbox_unsent", 1001, 1000),
    "RelayStuck": Case({UNSENT: "5+0", RELAYED: "9+0"}, {UNSENT: "5+0", RELAYED: "9+2"}),
    "InboxBacklog": gauge("dfg_inbox_pending", 1001, 1000),
    "BusDegraded": gauge("dfg_bus_degraded", 1, 0),
    "LedgerUnbalanced": Case(
        {IMBALANCES: "0+1"},
        {IMBALANCES: "4+0"},
    ),
    "DatabaseAway": gauge("dfg_database_away", 1, 0),
    "ServiceDown": Case(
        {'up{job="dfg",service="grants"}': "0+0"}, {'up{job="dfg",service="grants"}': "1+0"}
    ),
    "ServerErrors": Case(
        {answered("500"): "0+2", answered("200"): "0+98"},
        {answered("500"): "0+1", answered("200"): "0+99"},
    ),
    "SlowRequests": Case(
        {within("1"): "0+98", within("2.5"): "0+100", within("+Inf"): "0+100"},
        {within("1"): "0+100", within("2.5"): "0+100", within("+Inf"): "0+100"},
    ),
}


def rules() -> dict[str, dict]:
    groups = read_yaml("deploy/prometheus/rules.yml")["groups"]
    return {rule["alert"]: rule for group in groups for rule in group["rules"]}


def seconds(span: str) -> int:
    return int(span[:-1]) * {"s": 1, "m": 60}[span[-1]]


def promtool(*words: str) -> str:
    require_programs("promtool")
    done = subprocess.run(["promtool", *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def expect(name: str, at: int, *, firing: bool) -> dict:
    query = f'ALERTS{{alertname="{name}",alertstate="firing"}}'
    more = f',service="grants",severity="{rules()[name]["labels"]["severity"]}"'
    more += ',job="dfg"' if name == "ServiceDown" else ""
    sample = {"labels": query.replace("}", f"{more}}}"), "value": 1}
    return {
        "expr": query,
        "eval_time": f"{at}s",
        "exp_samples": [sample] if firing else [],
    }


def series(of: dict[str, str]) -> list[dict[str, str]]:
    return [{"series": name, "values": f"{values}x{LONG}"} for name, values in of.items()]


def test_every_rule_has_its_cases_and_no_other():
    assert set(CASES) == set(rules())


def test_rules_and_configuration_are_what_prometheus_takes():
    promtool("check", "config", str(ROOT / "deploy/prometheus/prometheus.yml"))


@pytest.mark.parametrize("name", CASES)
def test_an_alert_fires_after_its_time_and_is_silent_where_all_is_well(name, tmp_path):
    case, wait = CASES[name], seconds(rules()[name]["for"])
    tests = [
        {
            "interval": TICK,
            "input_series": series(case.fires),
            "promql_expr_test": [
                expect(name, wait - 15, firing=False),
                expect(name, wait + 30, firing=True),
            ],
        },
        {
            "interval": TICK,
            "input_series": series(case.calm),
            "promql_expr_test": [expect(name, LONG * 15, firing=False)],
        },
    ]
    document = {"rule_files": [str(RULES)], "evaluation_interval": TICK, "tests": tests}
    file = tmp_path / "alerts.yml"
    file.write_text(yaml.safe_dump(document))
    promtool("test", "rules", str(file))


class Ill:
    """A service that has everything that an alert watches for, over HTTP."""

    def __init__(self):
        self._began = time.monotonic()
        self._server = ThreadingHTTPServer((LOOPBACK, 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.target = f"{LOOPBACK}:{self._server.server_port}"

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def metrics(self):
        """Counters grow by their step a second; a gauge that two alerts watch has the greater."""
        ticks = int(time.monotonic() - self._began)
        found: dict[str, int] = {}
        for case in CASES.values():
            for name, values in case.fires.items():
                start, step = map(int, values.split("+"))
                found[name] = max(found.get(name, 0), start + step * ticks)
        return "".join(f"{n} {v}\n" for n, v in found.items() if not n.startswith("up{"))

    def _handler(self):
        ill = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(ill.metrics().encode())

            def log_message(self, *_):
                """Say nothing."""

        return Handler


def hurried(text: str) -> str:
    """The same rules, that wait for seconds instead of minutes."""
    return re.sub(r"\[\d+m\]", "[10s]", re.sub(r"for: \d+[ms]", "for: 1s", text))


@pytest.fixture
def prometheus(tmp_path):
    """A real Prometheus over the project's own configuration, in a hurry; scrapes these targets."""
    require_programs("prometheus")
    started = []

    def scrape(targets: dict[str, str]) -> str:
        (tmp_path / "rules.yml").write_text(hurried(RULES.read_text(encoding="utf-8")))
        configuration = read_yaml("deploy/prometheus/prometheus.yml")
        configuration["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
        [dfg] = [c for c in configuration["scrape_configs"] if c["job_name"] == "dfg"]
        dfg["static_configs"] = [
            {"targets": [target], "labels": {"service": service}}
            for service, target in targets.items()
        ]
        configuration["scrape_configs"] = [dfg]
        (tmp_path / "prometheus.yml").write_text(yaml.safe_dump(configuration))
        address = f"{LOOPBACK}:{free_port()}"
        options = {
            "config.file": tmp_path / "prometheus.yml",
            "storage.tsdb.path": tmp_path / "data",
            "web.listen-address": address,
        }
        with (tmp_path / "log").open("wb") as log:
            words = ["prometheus", *(f"--{name}={value}" for name, value in options.items())]
            started.append(subprocess.Popen(words, stdout=log, stderr=log))
        until(lambda: is_ready(f"http://{address}"))
        return f"http://{address}"

    yield scrape
    for process in started:
        process.terminate()
        process.wait()


def is_ready(address: str) -> bool:
    """Until then Prometheus takes no question, or answers that it is unavailable."""
    try:
        return httpx.get(f"{address}/-/ready").is_success
    except httpx.TransportError:
        return False


def firing(address: str) -> set[tuple[str, str]]:
    """Alert and service of all that fire now."""
    found = json.loads(httpx.get(f"{address}/api/v1/alerts").text)["data"]["alerts"]
    return {
        (a["labels"]["alertname"], a["labels"]["service"]) for a in found if a["state"] == "firing"
    }


def until_firing(address: str, *expected: tuple[str, str]) -> None:
    deadline = time.monotonic() + 60
    while not set(expected) <= (now := firing(address)):
        assert time.monotonic() < deadline, set(expected) - now
        time.sleep(0.5)


def test_in_a_real_prometheus_every_alert_fires(prometheus):
    ill = Ill()
    try:
        address = prometheus({"grants": ill.target, "forum": f"{LOOPBACK}:{free_port()}"})
        others = [(name, "grants") for name in CASES if name != "ServiceDown"]
        until_firing(address, ("ServiceDown", "forum"), *others)
    finally:
        ill.close()


def test_in_a_real_prometheus_a_database_that_is_away_raises_its_alert(prometheus, tmp_path):
    stack = Stack(tmp_path / "stack", first_port=None, services=("forum",))
    try:
        stack.start()
        address = prometheus({"forum": f"{LOOPBACK}:{stack.ports['forum']}"})
        time.sleep(3)
        assert firing(address) == set()
        stack.postgres.stop("immediate")
        until_firing(address, ("DatabaseAway", "forum"))
    finally:
        stack.stop()
