"""The records that pass between stages, and the models of the catalogue files."""
