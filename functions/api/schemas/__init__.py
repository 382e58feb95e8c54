"""Request and response models of the API, apart from the domain's. Responses have no defaults, so that clients
see every field."""
