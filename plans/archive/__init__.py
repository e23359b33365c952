"""The plan's archive: what may be uploaded, and how it is stored, listed and downloaded."""
