"""Places, groups and people as files: read, held against what is there, and put in place line by line."""
