"""Rapporteur turns the record of a policy dialogue into an evidence base."""

__version__ = "0.1.0"
