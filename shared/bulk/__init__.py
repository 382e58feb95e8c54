"""One command on many cases: what is asked, and carrying it out one case at a time. Pure but for its ports."""
