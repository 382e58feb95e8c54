"""The product on a simulated AWS: table, stream, pipes, queues, mail and time in memory, all driven by one
seed.

The semantics are written from AWS's own text, not from an emulator, and faults happen where the seed says."""
