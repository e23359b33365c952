"""The plan's archive: what may be uploaded, how it is kept, listed and given out."""
