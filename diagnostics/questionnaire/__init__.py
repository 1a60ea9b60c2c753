"""The complementary questionnaire: questions, conditions, answers and their flows. Pure: no Django, no clock."""
