"""The map: ground, line, forces and incidents, and the gestures that move forces."""
