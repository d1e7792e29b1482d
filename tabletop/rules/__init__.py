"""Rules of the exercise: orders, effects, conditions, the turn and the measures."""
