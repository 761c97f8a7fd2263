"""The groups of the command `lotse`."""
