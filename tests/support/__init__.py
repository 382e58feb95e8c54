"""What several test folders share: builders of domain objects, signed webhooks, a table in moto, HTTP events."""
