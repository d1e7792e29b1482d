"""Playing and recording an exercise: acts, seats, phases, journal and replay."""
