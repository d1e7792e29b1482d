"""The tests of the project; a package, so that no package of that name in site-packages hides it."""
