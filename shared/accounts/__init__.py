"""Accounts of people: who may sign in is in the user pool, what they may do in the table, and both agree."""
