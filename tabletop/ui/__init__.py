"""The desk: the only place that knows Qt."""
