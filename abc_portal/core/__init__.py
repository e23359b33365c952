"""What every app stands on: money, dates, numbers, Danish text, forms, tables, PDF. No models."""
