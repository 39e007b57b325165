"""Agreed lists of codes, read from YAML."""

from rapporteur.frameworks.cue import Cue, Part, parse_cue
from rapporteur.frameworks.load import load_framework, load_frameworks, read_framework

__all__ = ["Cue", "Part", "load_framework", "load_frameworks", "parse_cue", "read_framework"]
