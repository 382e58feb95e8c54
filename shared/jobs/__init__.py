"""Long work: a job is a row that says what is asked, how far it is, and what came out."""
