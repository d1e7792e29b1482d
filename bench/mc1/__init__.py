"""The reduced model MC-1, written once for each engine that ``bench/worlds.py`` compares."""
