"""The local run: an AWS emulator, the synthesised stack in it, and what the emulator lacks."""
