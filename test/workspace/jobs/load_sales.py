"""Loads yesterday's orders into the table that sales_by_region.sql reads."""

from datetime import date, timedelta
from pathlib import Path

QUERY = Path(__file__).parent.parent / "queries" / "sales_by_region.sql"


def partition(day: date) -> str:
    """The S3 prefix that holds one day of orders."""
    return f"orders/year={day:%Y}/month={day:%m}/day={day:%d}/"


def main() -> None:
    yesterday = date.today() - timedelta(days=1)
    print(f"loading {partition(yesterday)}")
    print(f"then refresh with {QUERY.name}")


if __name__ == "__main__":
    main()
