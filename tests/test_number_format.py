"""Numbers and dates as a spreadsheet shows them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.number_format import BUILT_IN, show_number


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1234.5, "General", "1234.5"),
        (0.1 + 0.2, "General", "0.3"),
        (2024.0, "General", "2024"),
        (1e20, "General", "1e+20"),
        (7, "@", "7"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (-0.001, "0.00", "0.00"),
        (0.5, "#.##", ".5"),
        (7, "000", "007"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (0, '0;-0;"none"', "none"),
        (-3, "0.0;[Red]0.0", "3.0"),
        (3, ";;;", ""),
        (0.256, "0.0%", "25.6%"),
        (5, '"$"#,##0_);("$"#,##0)', "$5"),
        (12.5, "[$€-407] #,##0.00", "€ 12.50"),
        (12, '0 "km"', "12 km"),
        (1500000, '#,##0.0,,"M"', "1.5M"),
        (9, '[>5]"big "0;"small "0', "big 9"),
        (2, '[>5]"big "0;"small "0', "small 2"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-', "-"),
        (12345, "0.00E+00", "1.23E+04"),
        (2.125, "# ?/?", "2 1/8"),
        (0.99, "# ?/?", "1"),
        (5551234, "000-0000", "555-1234"),
        (45292, "yyyy-mm-dd", "2024-01-01"),
        (45292, "dd.mm.yy", "01.01.24"),
        (45292, "[$-409]dddd, mmmm d, yyyy;@", "Monday, January 1, 2024"),
        (45292.75, "d mmm yyyy h:mm AM/PM", "1 Jan 2024 6:00 PM"),
        (0.5, "hh:mm:ss", "12:00:00"),
        (45292.4, "yyyy\\-mm\\-dd hh:mm", "2024-01-01 09:36"),
        (1.5, "[h]:mm", "36:00"),
        (3.14159, "[h]:m:s.000", "75:23:53.376"),
        (3.14159, "[mm]:ss.0", "4523:53.4"),
        (-3.14159, "[s].000", "-271433.376"),
        (59, "d mmm yyyy", "28 Feb 1900"),
        (61, "d mmm yyyy", "1 Mar 1900"),
        (1e300, "yyyy", "1e+300"),
    ],
)
def test_numbers_are_written_as_shown(value, code, text):
    """Thousands, decimals, signs, currencies, percentages, fractions, dates and durations follow the format code."""
    assert show_number(value, code) == text


def test_dates_count_from_1904_where_the_workbook_says_so():
    """Workbooks from old Macs count the same days from another start."""
    assert show_number(43830, "yyyy-mm-dd", from_1904=True) == show_number(45292, "yyyy-mm-dd") == "2024-01-01"


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('0#?.,%E+-/;@"\\_*[]$€hmsdyAPMGeneral <>=15 x', max_size=30) | st.sampled_from(list(BUILT_IN.values())),
)
def test_any_code_shows_any_number(value, code):
    """A format code of whatever nonsense gives some text, on one line."""
    assert "\n" not in show_number(value, code)


@given(st.floats(-1e15, 1e15))
def test_two_decimals_are_the_number_rounded(value):
    """What is shown is at most half a cent from the number."""
    assert math.isclose(float(show_number(value, "#,##0.00").replace(",", "")), value, abs_tol=0.00501, rel_tol=1e-12)
