"""Structured logs. Only ids, codes and counts are logged: never a comment, a name, an address or a secret."""

from aws_lambda_powertools import Logger

logger = Logger()
