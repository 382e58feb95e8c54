"""The demonstration account: an invented food and household network, its people, rules and customers."""
