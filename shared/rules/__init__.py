"""Rules: what admins write, how it is checked, and the verdict with its explanation."""
