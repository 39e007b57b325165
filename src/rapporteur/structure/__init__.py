"""Find the parts of a source: furniture, blocks, sentences, segments, people, facts."""

from rapporteur.structure.dialogue import structure_source

__all__ = ["structure_source"]
