"""The words of the trade: French normalised, a thesaurus of what companies have and lack, and what feeds what.

Pure Python and data files; no Django. Names to import:

- ``words``: ``fold``, ``stems``, ``search_key`` (for search columns that serve any database);
- ``quantities``: ``parse_decimal``, ``find_unit``, ``per_year``;
- ``waste_codes``: ``normalise_ewc``, ``is_hazardous``;
- ``classify``: ``classify(label)``, ``suggest_family(label, direction)``;
- ``waste_words``: ``suggest_ewc(label)``;
- ``concepts``, ``reading``, ``tags``: what the matching engine understands flows by.
"""
