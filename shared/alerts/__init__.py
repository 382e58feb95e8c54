"""Alerts: the case opened on one feedback, its life and its clocks."""
