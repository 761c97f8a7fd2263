"""What help exists, which of it fits, and how it is stored and shared. Knows neither bot nor admin."""
