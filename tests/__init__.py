"""The tests of the project; a package, so that no other package `tests` hides it."""
