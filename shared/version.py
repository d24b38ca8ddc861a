"""Which version of the platform this is; CHANGELOG.md says what it brought."""

VERSION = "0.1.0"
