"""A case from referral to final payment, by HTTP calls alone, each in the role that makes it."""
