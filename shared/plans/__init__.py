"""Action plans: the method by which a case is worked, and how far a case is in it. Pure."""
