"""RESP-02: the share of patients with asthma who have too many relievers."""

from greenpractice.indicators.base import Result
from greenpractice.indicators.patient_share import PatientShare
from greenpractice.indicators.saba_share import SabaShare


class RESP02(PatientShare):
    """Less is better."""

    id = "RESP-02"
    count = "saba_6_or_more"
    wanted = "Enter the asthma register and the patients with 6 or more relievers."
    plain = "6 or more relievers a year"
    glossary = "Share of asthma patients with 6 or more relievers in 12 months."
    beside = SabaShare.id
    review = "better asthma care, and fewer inhalers."

    def sentence(self, result: Result) -> str:
        """Fewer patients, and how."""
        return "fewer patients. Review patients with 6 or more relievers."

    def change(self, result: Result, number: int) -> str:
        """Who they are."""
        return f"fewer {'patient' if number == 1 else 'patients'} with 6 or more relievers"


INDICATOR = RESP02()
