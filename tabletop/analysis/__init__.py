"""Looking at many worlds: outlooks, policies, demonstrations and reports."""
