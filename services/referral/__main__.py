"""`python -m services.referral`: run and operate the referral service."""

import sys

from shared.commands import service_main

if __name__ == "__main__":
    sys.exit(service_main("referral", sys.argv[1:]))
