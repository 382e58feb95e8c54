"""The whole product under faults, races and random histories, in the simulator."""
