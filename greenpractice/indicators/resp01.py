"""RESP-01: the share of patients with asthma who have enough preventers."""

from greenpractice.indicators.base import Result
from greenpractice.indicators.not_air_mart import NotAirMart
from greenpractice.indicators.patient_share import PatientShare


class RESP01(PatientShare):
    """More is better."""

    id = "RESP-01"
    count = "ics_3_or_more"
    beside = NotAirMart.id
    wanted = "Enter the asthma register and the patients with 3 or more steroid inhalers."
    plain = "3 or more steroid inhalers a year"
    glossary = "Share of asthma patients with 3 or more steroid inhalers in 12 months."

    def sentence(self, result: Result) -> str:
        """More patients."""
        return "more patients."

    def change(self, result: Result, number: int) -> str:
        """Who they are."""
        return f"more {'patient' if number == 1 else 'patients'} with 3 or more steroid inhalers"


INDICATOR = RESP01()
