"""The payments service's own schema, a file a noun."""

from services.payments.tables.accounts import Account
from services.payments.tables.bank import BankDetails, DebitAccount, DebitAccountChange
from services.payments.tables.base import Base
from services.payments.tables.contractors import ContractorOfCase
from services.payments.tables.credits import ReceivedCredit
from services.payments.tables.documents import InvoiceDocument
from services.payments.tables.exports import ExportedEntry, ExportPiece, LedgerExport
from services.payments.tables.hmrc import HmrcPayment
from services.payments.tables.invoices import PAYABLE, ReceivedInvoice
from services.payments.tables.ledger import LedgerEntry, LedgerPosting
from services.payments.tables.letters import DeductionStatement, Remittance
from services.payments.tables.own_works import FoundComplete, OrderedWorks
from services.payments.tables.payments import Payment
from services.payments.tables.receipts import Receipt, ReceiptCorrection
from services.payments.tables.recoveries import DecidedWriteOff, Recovery, Repayment
from services.payments.tables.register import EarlierContractor, KnownContractor
from services.payments.tables.runs import PaymentRun, RunPayment
from services.payments.tables.spending import SpendingRow
from services.payments.tables.works import AcceptedWorks, FixedPlan, Hold, ValuedWorks

__all__ = [
    "PAYABLE",
    "AcceptedWorks",
    "Account",
    "BankDetails",
    "Base",
    "ContractorOfCase",
    "DebitAccount",
    "DebitAccountChange",
    "DecidedWriteOff",
    "DeductionStatement",
    "EarlierContractor",
    "ExportPiece",
    "ExportedEntry",
    "FixedPlan",
    "FoundComplete",
    "HmrcPayment",
    "Hold",
    "InvoiceDocument",
    "KnownContractor",
    "LedgerEntry",
    "LedgerExport",
    "LedgerPosting",
    "OrderedWorks",
    "Payment",
    "PaymentRun",
    "Receipt",
    "ReceiptCorrection",
    "ReceivedCredit",
    "ReceivedInvoice",
    "Recovery",
    "Remittance",
    "Repayment",
    "RunPayment",
    "SpendingRow",
    "ValuedWorks",
]
