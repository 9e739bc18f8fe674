"""Start Panel Desk."""

import sys

from panel_app.app import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
