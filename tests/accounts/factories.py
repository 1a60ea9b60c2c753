import factory

from symbiose.accounts.models import User

PASSWORD = "un-mot-de-passe-pour-essayer"


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody with an account and no role. The email is known; the password is PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    first_name = "Claire"
    last_name = factory.Sequence(lambda n: f"Aubry {n}")
    password = factory.django.Password(PASSWORD)
