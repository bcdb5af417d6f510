"""The step of the schema that remembers which numbers beside a figure somebody said are no patient's."""

STEP_NOT_PATIENTS = ("ALTER TABLE flags ADD COLUMN not_patients TEXT",)
