"""The six Lambda functions. Each has a thin ``handler.py`` and a ``wiring.py`` that builds what it needs."""

import gc

# A start makes a hundred thousand objects that all stay; looking through them for garbage, as Python does every
# 2,000, is a tenth of its time. Garbage is still freed, only later: some twenty megabytes at most wait for it.
gc.set_threshold(200_000)
