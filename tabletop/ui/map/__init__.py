"""The map: ground, line, forces and incidents, and the gestures that move forces.

``view.MapView`` is the widget and ``geometry.load_geometry`` reads the land of a map.
"""
