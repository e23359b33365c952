"""What every app builds on: money, dates, numbers, Danish text, forms, tables, PDF. No models."""
