"""FHIR UK Core (R4): a ServiceRequest comes in as a referral, and a Task says what became of it."""
