"""`python -m services.forum`: run and operate the forum."""

import sys

from shared.commands import service_main

if __name__ == "__main__":
    sys.exit(service_main("forum", sys.argv[1:]))
