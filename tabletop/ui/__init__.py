"""The desk: the only place that knows Qt."""

import os

# The rules use no matrix products, so the threads that NumPy's BLAS would start only cost time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
