"""Tables of rows under an object, as a browser sends them."""

from django.forms import inlineformset_factory

from abc_portal.audit.rows import GuardedInlineForm, GuardedRows
from abc_portal.directory.models import HousingDepartment, Organisation


def test_a_made_up_number_of_rows_is_not_counted_through() -> None:
    """A browser says how many rows its table had; somebody who says a milliard is not waited for."""
    table = inlineformset_factory(
        Organisation,
        HousingDepartment,
        form=GuardedInlineForm,
        formset=GuardedRows,
        fields=("name",),
        fk_name="organisation",
    )
    posted = {"x-TOTAL_FORMS": "1", "x-INITIAL_FORMS": str(10**9)}
    rows = table(posted, instance=Organisation(), prefix="x")
    assert rows.initial_form_count() == rows.absolute_max
