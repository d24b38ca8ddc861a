"""What has its time, from when, and who answers whom."""

from typing import Literal

Time = Literal[
    "decision",
    "supported_decision",
    "urgent_decision_target",
    "decision_target",
    "deferral",
    "completion",
    "extension",
    "review_request",
    "review_answer",
    "statement_of_occupation",
    "charge_end",
    "estimates",
    "invitation_answer",
    "complaint_answer",
    "remedy",
    "visit",
    "fault",
    "decant",
    "servicing",
]
"""What the law, a policy, a letter or an officer sets a time for, from application to notice."""

Start = Literal["application", "decision", "completion", "request", "notice"]
"""From when a time is counted."""

ComplaintStage = Literal["team_leader", "head_of_service", "corporate_complaint", "ombudsman"]
"""Who answers a complaint, stage by stage as a district's policy names them."""
