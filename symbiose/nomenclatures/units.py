"""Units and quantities, under the name by which the apps ask for them; the work is in the lexicon."""

from symbiose.lexicon.quantities import Unit, base_amount, find_unit, known_units, parse_decimal, per_year

__all__ = ["Unit", "base_amount", "find_unit", "known_units", "parse_decimal", "per_year"]
