"""Sheets of cases to take over, in one line; each as a council would send it."""

import csv
import io

from tests.platform.lists import every
from tests.platform.running import GLOUCESTER, until

BUILDER = "A. Builder Ltd"
ENQUIRY = {"Reference": "E", "Stage": "enquiry"}
SCHEME = {
    "Works": "level access shower",
    "Purpose": "bath or shower",
    "Contractor": BUILDER,
    "Estimate": "12,000.00",
}
OFFERED = (
    ENQUIRY | SCHEME | {"Stage": "offered", "Offered on": "02/02/2026", "Amount offered": "£9,000"}
)
APPLIED = (
    ENQUIRY
    | SCHEME
    | {
        "Stage": "applied",
        "Applied on": "03/02/2026",
        "Applicant": "owner occupier",
        "Applicant age": "61",
        "Disabled person age": "103",
        "Home": "bungalow",
        "Years at the home": "12",
    }
)
APPROVED = APPLIED | {
    "Stage": "approved",
    "Means test": "assessed",
    "Reduction": "2000.00",
    "Approved on": "16/02/2026",
    "Mandatory grant": "10000.00",
    "Land charge": "5000.00",
    "Charge years": "10",
}
IN_WORKS = APPROVED | {"Contribution received": "2000.00", "Paid": "6500.00"}
CERTIFIED = APPROVED | {
    "Stage": "certified",
    "Contribution received": "2000.00",
    "Paid": "12000.00",
    "Certified on": "02/03/2026",
    "Last paid on": "04/03/2026",
}
PAST = {
    "Reference": "P",
    "Stage": "past",
    "Applied on": "4 March 2019",
    "Applicant": "owner occupier",
    "Means test": "assessed",
    "Reduction": "1200.00",
    "Approved on": "2 May 2019",
    "Mandatory grant": "16210.00",
    "Land charge": "10000.00",
    "Charge years": "10",
    "Contribution received": "1200.00",
    "Paid": "17410.00",
    "Certified on": "8 November 2019",
    "Charge registered on": "2 December 2019",
    "Closed on": "15 January 2020",
}

REFUSED = {
    "Reference": "R",
    "Stage": "refused",
    "Applied on": "1 March 2023",
    "Applicant": "private tenant",
    "Refused on": "3 July 2023",
    "Refused because": "not reasonable and practicable",
    "Closed on": "1 September 2023",
}
LATELY_REFUSED = (
    APPLIED
    | REFUSED
    | {
        "Applied on": "03/02/2026",
        "Applicant": "owner occupier",
        "Refused on": "02/03/2026",
        "Closed on": "",
    }
)
WITHDRAWN = {
    "Reference": "X",
    "Stage": "withdrawn",
    "Applied on": "5 February 2024",
    "Applicant": "owner occupier",
    "Withdrawn because": "applicant withdrew",
    "Given up because": "contribution too high",
    "Closed on": "22 April 2024",
}
NIL_GRANT = {
    "Reference": "N",
    "Stage": "past",
    "Applied on": "12 April 2021",
    "Applicant": "owner occupier",
    "Means test": "assessed",
    "Reduction": "21400.00",
    "Approved on": "30 June 2021",
    "Mandatory grant": "0.00",
    "Closed on": "20 December 2021",
}


def sheet(*rows):
    """The rows as a CSV file."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    file = io.StringIO()
    written = csv.DictWriter(file, headings, restval="")
    written.writeheader()
    written.writerows(rows)
    return file.getvalue()


class Council:
    """A council that brings its cases, before the service manager of its district."""

    def __init__(self, platform, name, district=GLOUCESTER, people=None):
        self.platform, self.district = platform, district
        self.asked = {"district": district, "organisation": name}
        known = people or {}
        self.manager = known.get("manager") or platform.client("grants", "service_manager")
        self.officer = known.get("first") or platform.client("grants", "grant_officer")

    def sends(self, *rows, content=None, **asked):
        """The sheet once it is done with."""
        answer = self.manager.post(
            "/v1/take-overs", params=self.asked | asked, content=content or sheet(*rows)
        )
        assert answer.status_code == 201, answer.text
        path = f"/v1/take-overs/{answer.json()['id']}"
        until(lambda: self.manager.get(path).json()["state"] != "running")
        return self.manager.get(path).json()

    def report(self, sent):
        return every(self.manager, f"/v1/take-overs/{sent['id']}/rows")

    def brings(self, row):
        """The id of the case of one row, which is taken over."""
        sent = self.sends(row)
        [told] = self.report(sent)
        assert told["outcome"] == "taken", told
        return told["case_id"]

    def refused(self, row):
        """Why a row is not taken."""
        [told] = self.report(self.sends(row))
        assert told["outcome"] == "refused", told
        return told["refused"]

    def case(self, case_id):
        return self.officer.get(f"/v1/cases/{case_id}").json()

    def does(self, case_id, step, body=None, who=None):
        answer = (who or self.officer).post(f"/v1/cases/{case_id}/{step}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()


def counts(sent):
    return [sent[name] for name in ("rows", "taken", "known", "refused")]
