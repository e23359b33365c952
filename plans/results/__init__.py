"""Success criteria and results: what is written, what is read from them, and the grid in which they are entered."""
