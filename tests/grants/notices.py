"""What a letter is asked for with."""

ADDRESS = ["Ms A. Person", "1 Example Street", "Stroud", "GL5 1AA"]


def asked(**changes):
    """A letter to the applicant, changed."""
    return {
        "name": "Ms Person",
        "address": ADDRESS,
        "council": {"name": "The Council", "address": ["1 High Street", "Town GL1 1AA"]},
        "contact": {
            "name": "Sam Field",
            "post": "Adaptations officer",
            "telephone": "01453 000000",
            "email": "adaptations@example.org",
        },
    } | changes
