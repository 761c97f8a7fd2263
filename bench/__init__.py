"""Benchmarks: each prints one table, with the ceiling or a peer beside it in the same run. Nothing here is a test."""
