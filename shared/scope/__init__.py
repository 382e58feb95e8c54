"""Who may see what: places, perimeters, people, and the tenant itself."""
