"""Figures that an article gives, and whether they agree: amounts, parts, changes, money, counts of people."""
