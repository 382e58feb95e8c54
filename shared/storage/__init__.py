"""The one table: its keys, the wrapper around it, and a store per entity."""
