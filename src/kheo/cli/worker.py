"""The job worker that `serve` runs beside the pages (`python -m kheo.cli.worker`); silent while all is well."""

import django


def work() -> None:
    """Do the jobs of all queues until a signal asks to stop; a job that has begun is ended first."""
    django.setup()
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker()


if __name__ == "__main__":
    work()
