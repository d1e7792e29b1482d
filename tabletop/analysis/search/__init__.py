"""Search: good opening deployments under a budget, and what they trade against each other."""
