"""The HTTP API: everything that the command line can read, as JSON with stable addresses."""

from rapporteur.web.api.app import make_api

__all__ = ["make_api"]
