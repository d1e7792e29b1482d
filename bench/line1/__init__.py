"""LINE-1: the same orders through this engine and its peers; ``bench/record.py`` runs it."""
