"""What rules would have done to past feedback, decided by the code that decides on new feedback."""
