"""The five Lambda functions. Each has a thin ``handler.py`` and a ``wiring.py`` that builds what it needs."""
