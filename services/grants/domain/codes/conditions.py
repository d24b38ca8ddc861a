"""What a grant is subject to."""

from shared.codes import Coded


class Condition(Coded):
    """What a grant is subject to (guidance 5.31, B122)."""

    FUTURE_OCCUPATION = "future_occupation", "The home is lived in as certified for the period"
    COMPLETE_IN_TIME = "complete_in_time", "The works are completed within 12 months of approval"
    WORKS_AS_APPROVED = "works_as_approved", "The works follow the approved specification"
    APPROVED_CONTRACTOR = (
        "approved_contractor",
        "A contractor who gave an estimate does the works, unless the authority agrees otherwise",
    )
    WORKS_SATISFACTORY = "works_satisfactory", "The authority is satisfied with the works"
    ACCEPTABLE_INVOICE = "acceptable_invoice", "An acceptable invoice, not from the family"
    MATERIALS_ONLY = "materials_only", "Only a third party's invoices for materials are paid"
    PAY_CONTRACTOR = "pay_contractor", "The grant is paid to the contractor"
    CONTRIBUTION_FIRST = "contribution_first", "The applicant's share is paid before any grant"
    RECOVER_EQUIPMENT = "recover_equipment", "Specialist equipment may be recovered"
    REPORT_FAULTS = "report_faults", "Faults under warranty are reported in time"
    CONSENTS_OBTAINED = (
        "consents_obtained",
        "The contractor obtains the permissions; certificates are handed over on completion",
    )
    KEEP_IN_REPAIR = "keep_in_repair", "The property is kept in repair"
    INSURE_PROPERTY = "insure_property", "Insurer and mortgage provider are told; cover is kept"
    NOMINATE_TENANTS = "nominate_tenants", "The authority may nominate tenants"
    PURSUE_DAMAGES = (
        "pursue_damages",
        "The claim for damages is pursued and the grant repaid from it",
    )
    PURSUE_INSURANCE = "pursue_insurance", "Insurance is claimed and the grant repaid from it"
    LAND_CHARGE = "land_charge", "Repayment may be demanded on disposal: a local land charge"
    NOTIFY_DISPOSAL = (
        "notify_disposal",
        "While the charge runs the authority is told before the home is sold or otherwise disposed of",
    )
    REPAY_IF_OWNERSHIP_CEASES = (
        "repay_if_ownership_ceases",
        "All is repaid if ownership ends before the works are completed",
    )
    CHANGE_OF_CIRCUMSTANCES = (
        "change_of_circumstances",
        "If the person dies, moves or the works cease to suit, the grant is looked at again",
    )
    STATEMENT_OF_OCCUPATION = (
        "statement_of_occupation",
        "On notice the owner states within 21 days how the home is occupied",
    )
    WARRANTY_INCLUDED = "warranty_included", "A warranty is bought with lifts and wash/dry toilets"
    MAINTAIN_AFTER_WARRANTY = (
        "maintain_after_warranty",
        "After the warranty the applicant services the equipment",
    )
    VOLUNTARY_OCCUPATION = (
        "voluntary_occupation",
        "The applicant states the intention to stay in the home for five years",
    )
    PAID_ON_COMPLETION = "paid_on_completion", "Fees are paid when the grant works are completed"
    MOVE_IN_TIME = "move_in_time", "The move is completed within 12 months of approval"
    ABORTED_MOVE = "aborted_move", "Costs of a move that fails through the applicant are reclaimed"
    EQUITY_TO_ADAPTATIONS = (
        "equity_to_adaptations",
        "Equity released by the sale goes towards further adaptations",
    )
    MONITORING_FEE = "monitoring_fee", "After three years the applicant pays the monitoring fee"
    FEES_WITHIN_LIMIT = "fees_within_limit", "Professional fees are within the limit"
