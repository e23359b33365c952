"""The project package: settings, addresses, and what every app builds on."""
