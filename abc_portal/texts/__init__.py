"""Texts that refer to a plan's figures and images."""
