"""What uvicorn serves: the front door around Django."""

from config.wsgi import application as django_application  # first: it sets Django up

# isort: split
from config.front_door import FrontDoor

application = FrontDoor(django_application)
