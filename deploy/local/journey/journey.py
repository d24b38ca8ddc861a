"""The steps of a case in their order, and what has to have arrived before each."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from deploy.local.issuer.roles import roles
from deploy.local.journey.case_file import CaseFile, Json
from deploy.local.journey.client import Client, Refused
from shared.calendar import legal_date
from shared.money import to_the_penny
from shared.schema import pounds_text

THERAPIST, BENEFITS = "occupational_therapist", "benefits_officer"
OFFICER, HOUSING, FINANCE = "grant_officer", "housing_options", "finance"
APPROVER, RELEASER = "payments_approver", "payments_releaser"
INTERIM_SHARE = Decimal("0.6")
Test = Callable[[Json], object]


class Journey:
    """One case on its way through the services; `steps` yields a line for each that is done."""

    def __init__(self, file: CaseFile, client: Client, uprn: str) -> None:
        self._file = file
        self._client = client
        self._uprn = uprn
        self._today = legal_date(dt.datetime.now(dt.UTC)).isoformat()
        self.case_id = ""
        self.home_id = ""
        self.determination: Json = {}

    def steps(self) -> Iterator[str]:
        """Carry the case from referral to closure."""
        yield from self._referral()
        yield from self._preparation()
        yield from self._decision()
        state = self._grant()["state"]
        if state == "closed":
            return
        if state == "approved":
            yield from self._works_and_payments()
        self._command("closure", OFFICER, "grants", "closure")
        yield "closed"

    def _referral(self) -> Iterator[str]:
        client, file = self._client, self._file
        enquiry = file.enquiry()
        referral = client.post("referral", THERAPIST, "referral", "/v1/referrals", enquiry)
        self.case_id = referral["case_id"]
        path = f"/v1/referrals/{self.case_id}"
        yield "referred, with consent"
        client.post("triage", THERAPIST, "referral", f"{path}/triage", file.screening())
        yield "screened and triaged"
        self._test("preliminary-tests", lambda _: True)
        yield "resources tested, preliminarily"
        body = file.assessment()
        client.post("assessment", THERAPIST, "referral", f"{path}/assessment", body)
        yield "assessed at home"

    def _preparation(self) -> Iterator[str]:
        client, file = self._client, self._file
        home = _empty_home(file, self._uprn)
        self.home_id = client.post("home", HOUSING, "register", "/v1/homes", home)["id"]
        yield "an empty home entered in the register"
        self._await_grant("the assessment", "assessment", "preliminary_test")
        estimate = {k: file.case[k] for k in ("works", "services_and_charges")}
        self._command("estimate", OFFICER, "grants", "cost-estimate", estimate)
        self._await_grant("the register's answer", "alternatives")
        yield "cost estimated, alternatives known"
        try:
            self._command("offer", OFFICER, "grants", "offer", file.application())
        except Refused as refusal:
            if refusal.kind != "no-offer":
                raise
            yield "nothing to offer in principle"
        else:
            yield "offered in principle"
        yield from self._application()

    def _application(self) -> Iterator[str]:
        """The finding on the person, and the application with every paper that it needs."""
        found = self._file.finding()
        self._command("finding", OFFICER, "grants", "disability-finding", found)
        yield "found to be disabled"
        made = self._file.application()
        needed = self._command("checklist", OFFICER, "grants", "checklist", made)["items"]
        documents = [item["code"] for item in needed if item["state"] == "missing"]
        body = made | {"documents": documents}
        self._command("application", OFFICER, "grants", "application", body)
        yield "application complete"

    def _decision(self) -> Iterator[str]:
        decided_on = self._file.case["decided_on"]
        self._test("formal-test", lambda case: case["applied_on"])
        yield "resources tested, formally"
        self._await_grant("the formal test", "formal_test")
        wanted = f"/v1/cases/{self.case_id}/approvals-wanted"
        for approval in self._client.get(OFFICER, "grants", wanted)["items"]:
            body = {key: approval[key] for key in ("award", "by", "amount")}
            step = f"approval of {approval['award']}"
            self._command(step, approver(approval["by"]), "grants", "approvals", body)
            yield f"{approval['award'].replace('_', ' ')} approved"
        body = {"decided_on": decided_on}
        case = self._command("decision", OFFICER, "grants", "decision", body)
        self.determination = case["determination"]
        yield f"decided: {self.determination['outcome'].replace('_', ' ')}"

    def _works_and_payments(self) -> Iterator[str]:
        account = self._await_account("the approval", lambda _: True)
        contribution, award = Decimal(account["contribution"]), Decimal(account["award"])
        budget = contribution + award
        if contribution:
            body = {"amount": account["contribution"], "received_on": self._today}
            self._client.post(
                "contribution", FINANCE, "payments", self._account("contributions"), body
            )
            yield "contribution received"
        interim = to_the_penny(budget * INTERIM_SHARE)
        if budget:
            self._agree_to_payee()
            self._pay("interim", interim)
            yield "stage payment made"
        body = {"certified_on": self._today}
        self._command("certification", OFFICER, "grants", "works-certification", body)
        yield "works certified"
        if budget:
            self._await_account("the certification", lambda a: a["works_certified_on"])
            said = {"satisfied": True, "said_on": self._today}
            self._client.post("acceptance", OFFICER, "payments", self._account("acceptance"), said)
            yield "works accepted"
            self._pay("final", budget - interim, worth=budget)
            yield "final payment made"
        self._await_grant("the settled account", "settled_on")
        if self.determination["land_charges"]:
            body = {"registered_on": self._today}
            self._command("charge", OFFICER, "grants", "land-charge-registration", body)
            yield "land charge registered"

    def _test(self, kind: str, ready: Test) -> None:
        path = f"/v1/cases/{self.case_id}"
        self._client.wait("the case", BENEFITS, "means_test", path, ready)
        household = self._file.tested_household()
        self._client.post(kind, BENEFITS, "means_test", f"{path}/{kind}", household)

    def _agree_to_payee(self) -> None:
        """Where an award is not for works nobody gave an estimate: the officer agrees to a payee."""
        place = self._account("contractors")
        if self._client.get(FINANCE, "payments", place)["items"]:
            return
        agreement = {
            "name": self._file.contractor,
            "estimate": self.determination["total_award"],
            "reason": "Chosen from the quotations.",
            "agreed_on": self._today,
        }
        self._client.post("payee", OFFICER, "payments", place, agreement)

    def _pay(self, stage: str, amount: Decimal, worth: Decimal | None = None) -> None:
        """Three people pay an invoice; the work done is worth that much, or what is claimed."""
        invoice = {
            "contractor": self._file.contractor,
            "reference": f"{self.case_id}/{stage}",
            "amount": pounds_text(amount),
            "invoiced_on": self._today,
            "inspected_on": self._today,
            "value_of_work": pounds_text(worth or amount),
        }
        body = {"invoice": invoice, "stage": stage}
        invoices = self._account("invoices")
        received = self._client.post(stage, FINANCE, "payments", invoices, body)
        place = f"{invoices}/{received['id']}"
        self._client.post(f"{stage}-approval", APPROVER, "payments", f"{place}/approval")
        self._client.post(f"{stage}-payment", RELEASER, "payments", f"{place}/payment")

    def _command(
        self, step: str, role: str, service: str, action: str, body: object = None
    ) -> Json:
        path = f"/v1/cases/{self.case_id}/{action}"
        return self._client.post(step, role, service, path, body)

    def _grant(self) -> Json:
        return self._client.get(OFFICER, "grants", f"/v1/cases/{self.case_id}")

    def _await_grant(self, what: str, *facts: str) -> Json:
        path = f"/v1/cases/{self.case_id}"
        return self._client.wait(
            what, OFFICER, "grants", path, lambda case: all(case[f] for f in facts)
        )

    def _await_account(self, what: str, until: Test) -> Json:
        return self._client.wait(what, FINANCE, "payments", self._account(), until)

    def _account(self, action: str = "") -> str:
        return f"/v1/accounts/{self.case_id}" + (f"/{action}" if action else "")


def approver(post: str) -> str:
    """The role that approves in a post that a policy names."""
    return next(name for name, role in roles().items() if f"approval:{post}" in role.scopes)


def _empty_home(file: CaseFile, uprn: str) -> Json:
    """A home that stands empty in the district, surveyed in part."""
    survey = {
        "uprn": uprn,
        "landlord": {"kind": "housing_association", "name": "Example Homes"},
        "bedrooms": 2,
        "bed_spaces": 3,
        "entry_level": "ground",
        "property_entrance": {"steps": 0, "door_width": 850, "threshold": 10},
    }
    return {
        "district": file.district,
        "provider_id": "example-homes",
        "uprn": uprn,
        "occupancy": "empty",
        "consents_to_adaptation": True,
        "survey": survey,
    }
