"""The entry points: one recipe per flow, the command line and the settings."""
