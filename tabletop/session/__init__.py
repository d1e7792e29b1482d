"""Playing an exercise: acts, phases, seats, and the record that keeps them."""
