"""Documents, a folder each: it builds a frozen object, and page, PDF and JSON are made from that object alone."""
