"""The JSON interchange: apps declare parts once; export, schema and import are made from the same declaration."""
