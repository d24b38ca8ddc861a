"""`python -m services.payments`: run and operate the payments service."""

import sys

from shared.commands import service_main

if __name__ == "__main__":
    sys.exit(service_main("payments", sys.argv[1:]))
