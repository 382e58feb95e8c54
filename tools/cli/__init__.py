"""The ``boucle`` administration command."""
