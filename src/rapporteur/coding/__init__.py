"""Match points to the codes of frameworks."""

from rapporteur.coding.combine import combine_codings
from rapporteur.coding.keyword import KeywordCoder
from rapporteur.coding.points import code_points

__all__ = ["KeywordCoder", "code_points", "combine_codings"]
