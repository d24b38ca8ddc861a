"""The documents of an invoice are kept with it."""

import datetime as dt

from tests.files import samples
from tests.payments.accounts import receive
from tests.payments.releases import Desk
from tests.platform.answers import problem
from tests.platform.running import STROUD
from tests.web.test_audit import last_reading


def place(invoice):
    return f"/v1/accounts/{invoice['case_id']}/invoices/{invoice['id']}/documents"


def send(client, invoice, **said):
    return client.post(
        place(invoice),
        params={"shows": "invoice", "name": "ours.pdf"} | said,
        content=samples.PDF,
        headers={"content-type": "application/octet-stream"},
    )


def test_the_invoice_itself_is_kept_and_sent_as_it_came_in(platform, finance, approve):
    invoice = receive(platform, approve(), "100.00").json()
    answer = send(finance, invoice)
    assert answer.status_code == 201, answer.text
    assert finance.get(place(invoice)).json()["items"] == [answer.json()]
    assert answer.json()["invoice"] == invoice["id"]
    assert finance.get(answer.headers["location"]).content == samples.PDF
    read = ("read_document", "development:finance", answer.json()["id"])
    assert last_reading(platform, "payments", invoice["case_id"]) == read


def test_a_document_is_of_its_own_invoice(platform, finance, approve):
    case = approve()
    one, other = (receive(platform, case, "100.00").json() for _ in range(2))
    kept = send(finance, one, shows="receipt").json()
    assert finance.get(place(other)).json()["items"] == []
    problem(finance.get(f"{place(other)}/{kept['id']}/content"), "not-found", 404)


def test_another_district_sees_no_document(platform, finance, approve):
    invoice = receive(platform, approve(), "100.00").json()
    kept = send(finance, invoice).json()
    stranger = platform.client("payments", "finance", dfg_read=[STROUD], dfg_write=[STROUD])
    problem(stranger.get(place(invoice)), "not-found", 404)
    problem(stranger.get(f"{place(invoice)}/{kept['id']}/content"), "not-found", 404)
    problem(send(stranger, invoice), "not-found", 404)


def strike_out(client, invoice, document, reason="Of another invoice"):
    place_of = f"{place(invoice)}/{document['id']}/correction"
    return client.post(place_of, json={"reason": reason})


def papers(client, invoice, **asked):
    items = client.get(place(invoice), params=asked).json()["items"]
    return [each["id"] for each in items]


def test_a_paper_by_mistake_is_struck_out_and_stays_with_the_reason(platform, finance, approve):
    invoice = receive(platform, approve(), "100.00").json()
    kept, wrong = (send(finance, invoice, name=f"{n}.pdf").json() for n in ("ours", "theirs"))
    struck = strike_out(finance, invoice, wrong)
    assert struck.status_code == 200, struck.text
    assert struck.json()["taken_back"]["because"] == "Of another invoice"
    assert papers(finance, invoice) == [kept["id"]]
    assert papers(finance, invoice, taken_back=True) == [wrong["id"]]
    there = f"{place(invoice)}/{wrong['id']}/content"
    problem(finance.get(there), "scope-missing", 403)
    manager = platform.client("payments", "service_manager")
    assert manager.get(there).content == samples.PDF
    problem(strike_out(finance, invoice, wrong), "wrong-state", 409)
    assert send(finance, invoice, name="theirs.pdf").status_code == 201


def test_a_paper_on_which_an_invoice_was_approved_stays_while_the_approval_does(
    platform, finance, approve
):
    """What comes in on a later day was not approved on."""
    desk = Desk(platform)
    invoice = desk.receive(approve(pays="0.00"), "100.00").json()
    approved_on = send(finance, invoice).json()
    assert desk.decide(invoice).status_code == 200
    refused = problem(strike_out(finance, invoice, approved_on), "wrong-state", 409)
    assert "approved on it" in refused["detail"]
    platform.now += dt.timedelta(days=1)
    later = send(finance, invoice, name="later.pdf").json()
    assert strike_out(finance, invoice, later).status_code == 200
    cancelled = desk.decide(invoice, "cancellation", {"reason": "Another's paper"})
    assert cancelled.status_code == 200, cancelled.text
    assert strike_out(finance, invoice, approved_on).status_code == 200


def test_a_paper_is_struck_out_of_its_own_invoice(platform, finance, approve):
    case = approve()
    one, other = (receive(platform, case, "100.00").json() for _ in range(2))
    kept = send(finance, one).json()
    problem(strike_out(finance, other, kept), "not-found", 404)
    stranger = platform.client("payments", "finance", dfg_read=[STROUD], dfg_write=[STROUD])
    problem(strike_out(stranger, one, kept), "not-found", 404)
    assert papers(finance, one) == [kept["id"]]
