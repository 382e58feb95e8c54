"""What the five functions share: one package per domain, storage, and the few things all of them need."""
