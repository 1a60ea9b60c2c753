"""What follows a visit: the fiche de restitution, the agreement, the preparation sheet."""
