"""The agreement in depth: its forms, what is ticked and listed under it, its facts for pages, and its remarks."""
