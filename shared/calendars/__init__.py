"""Opening hours, holidays and local time: when a place works. Pure."""
