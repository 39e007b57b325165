"""`python -m rapporteur` is the command."""

from rapporteur.cli import main

main()
