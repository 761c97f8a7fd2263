"""The conversation as a pure function: no network, no clock, no framework."""
