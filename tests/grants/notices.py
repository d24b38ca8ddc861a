"""What a letter is asked for with."""

ADDRESS = ["Ms A. Person", "1 Example Street", "Stroud", "GL5 1AA"]


def asked(**changes):
    """A letter to the applicant, changed."""
    return {"name": "Ms Person", "address": ADDRESS, "officer": "Sam Field"} | changes
