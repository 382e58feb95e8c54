"""Constructs of the stacks. Each function's construct owns its trigger, queue, grants and alarms."""
