"""`manage.py demo`: an invented festival, built through the same services that people use; `--leave` takes it away."""

import json
import random
import shutil
from argparse import ArgumentParser
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone, translation

from audit import triggers
from competitions.management.demo import clock, contest, house, meeting, plan, standing
from dancers.models import User

SIGN_INS = "demo-signins.json"


class Command(BaseCommand):
    help = "Builds the demo festival in an empty database, or removes everything that it built."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same people and marks")
        parser.add_argument("--leave", action="store_true", help="remove the demo: every row of this database")
        parser.add_argument("--yes", action="store_true", help="do not ask before removing")

    def handle(self, *args: Any, **options: Any) -> None:
        translation.activate("en")
        if options["leave"]:
            self._leave(sure=options["yes"])
            return
        if User.objects.exists():
            raise CommandError(
                "The database is not empty; the demo is built in an empty one only. Nothing was changed."
            )
        self._build(options["seed"])

    def _build(self, seed: int) -> None:
        rng = random.Random(seed)  # noqa: S311  # invented people, not secrets
        self._say("People: accounts, academies, judges")
        people = house.build_house(rng)
        self._write_sign_ins(people)
        series = meeting.found_series()
        for year, contests in plan.PAST:
            with clock.standing_at(datetime.combine(date(year, 11, 21), time(9), tzinfo=UTC)):
                self._say(f"{plan.SERIES[0]} {year}: {len(contests)} competitions")
                meet = meeting.found_meet(people, series, first_day=date(year, 11, 21))
                for planned in contests:
                    contest.run_contest(people, meet, planned, rng)
                meeting.finish(meet.festival)
        today = timezone.localdate()
        meet = meeting.found_meet(people, series, first_day=today - timedelta(days=1))
        meeting.lay_programme(people, meet)
        released = []
        for planned in plan.CONTESTS:
            self._say(f"{planned.titles[0]}: {planned.entries} entries, {planned.left}")
            made = contest.run_contest(people, meet, planned, rng)
            released += [made] if planned.left in ("released", "corrected") else []
        self._say(f"{standing.TITLES[0]}: over {len(released)} competitions")
        standing.honour_academies(people, meet, released)
        meeting.announce_next(people, first_day=date(today.year + 1, 4, 10))
        self._say("The demo festival is built. Sign in with:")
        for email, label in self._accounts(people):
            self._say(f"  {label:22} {email}")
        self._say(f"  password of all of them: {people.password}")
        self._say("Judge as seat D, whose sheet is still empty:")
        self._say(f"  {settings.SITE_URL}/j/{meeting.issue_judge_link(people, meet)}/")

    def _leave(self, *, sure: bool) -> None:
        """Empty the database, guards and all. Refuses a database that the demo did not build."""
        marker = settings.DATA_DIR / SIGN_INS
        if not marker.exists():
            raise CommandError("This database was not built by the demo; nothing was removed.")
        if not sure and input("Remove every row of this database? Type yes: ").strip() != "yes":
            raise CommandError("Nothing was removed.")
        triggers.drop_triggers(connection)
        call_command("flush", interactive=False, verbosity=0)
        triggers.create_triggers(connection)
        for name in (SIGN_INS, "demo"):
            (settings.DATA_DIR / name).unlink(missing_ok=True)
        shutil.rmtree(settings.MAIL_FOLDER, ignore_errors=True)
        (settings.DATA_DIR / "demo-left").touch()
        self._say("The demo is gone. The next start asks for the first owner (or: manage.py createowner).")

    def _accounts(self, people: house.House) -> list[tuple[str, str]]:
        rows = [(house.OWNER, "Owner, superuser")]
        rows += [(email, label) for email, _role, _language, label in house.STAFF]
        rows += [(user.email, f"Manager of {people.academies[key].name}") for key, user in people.managers.items()]
        return rows

    def _write_sign_ins(self, people: house.House) -> None:
        rows = [{"email": email, "who": label, "password": people.password} for email, label in self._accounts(people)]
        path = settings.DATA_DIR / SIGN_INS
        path.touch(mode=0o600)
        path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
