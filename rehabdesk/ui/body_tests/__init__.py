"""The register of tests, for those alone who may see it."""
