"""Nouns of the exercise: geography, actors, forces, doctrine, variables, State and keyed luck."""
