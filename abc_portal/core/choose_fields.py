"""The field in which one types to choose one of many, and its widget.

Three values travel: the text as typed, the text as it was when the page was made, and the key of the row that it
meant then. While the text is untouched the key holds; a text that somebody wrote is matched by name. The script
(``static/abc/choose.js``) sets all three when a suggestion is chosen.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import ModelChoiceField
from django.urls import reverse
from django.utils.translation import gettext as _

from abc_portal.core import choosing
from abc_portal.core.access import Refused
from abc_portal.core.choosing import LONGEST, OFFERED, ChoiceScope, Choosable

SHOWN_OF_TEXT = 60
#: What else than the key is sent for a field, each under the field's name and this.
ENDINGS = ("typed", "was", "pick", "asked", "seen")
#: The pick that adds what the list lacks.
NEW = "ny"


class TypedChoice(str):
    """The key that was sent or picked, with the text that was typed; empty while the text is still to be matched."""

    text: str
    was: str
    sent: str
    #: The text for which the form offered rows to pick, and the keys of these.
    asked: str
    seen: frozenset[str]

    def __new__(cls, data: Any, name: str) -> "TypedChoice":
        values = {ending: data.get(f"{name}_{ending}", "").strip()[:LONGEST] for ending in ENDINGS}
        sent = data.get(name, "")
        picked = values["pick"] if values["pick"] == NEW or values["asked"] == values["typed"] else ""
        is_open = values["typed"] != values["was"] or picked == NEW
        made = super().__new__(cls, picked if is_open else sent)
        made.sent, made.text, made.was, made.asked = sent, values["typed"], values["was"], values["asked"]
        made.seen, made.data, made.name = frozenset(values["seen"].split()), data, name
        made.is_open = is_open
        return made

    data: Any
    name: str
    #: Whether somebody wrote another text than the one that the key stands for, or adds what the list lacks.
    is_open: bool


class AddingForm(forms.ModelForm):
    """A row to add where it is needed, inside another form."""

    lists: ClassVar[dict[str, str]] = {}

    def __init__(self, data: Any = None, *, scope: ChoiceScope, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choose(self, scope, self.lists, adds=False)

    def instance_named(self, name: str) -> Any:
        """A row of that name, to look for those that it may be."""
        self.instance.name = name
        return self.instance


class ChooseInput(forms.TextInput):
    """A text field with suggestions; without script a plain one."""

    template_name = "_components/choose.html"
    #: The field that the widget belongs to; see :class:`ChooseField`.
    field: "ChooseField"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name) if data.get(f"{name}_typed") is None else TypedChoice(data, name)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_typed" not in data

    def put(self, data: Any, name: str) -> None:
        """Let the key in the data hold, whatever was typed."""
        for ending in ENDINGS:
            data.pop(f"{name}_{ending}", None)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        typed = value if isinstance(value, TypedChoice) else None
        text = typed.text if typed is not None else self.field.label_of(value)
        context["widget"] |= {
            "value": text,
            "was": text if typed is None else typed.was,
            "key": (typed.sent if typed is not None else value) or "",
            "address": self.field.address,
        }
        picked = str(value) if typed is not None and typed.is_open else ""
        context["offered"] = self.field.offered(name, text, picked)
        if self.field.empty_label:
            context["widget"]["attrs"]["placeholder"] = self.field.empty_label
        return context


class ChooseField(ModelChoiceField):
    """One row of a :class:`Choosable`, found by what is typed.

    ``stored_key`` is the row's present choice: it may stay, also where it is no longer among those offered.
    """

    widget = ChooseInput

    def __init__(
        self,
        choosable: Choosable,
        scope: ChoiceScope,
        *,
        stored_key: int | None = None,
        adds: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(choosable.rows(scope), empty_label=None, **kwargs)
        self.choosable, self.scope, self.stored_key = choosable, scope, stored_key
        if stored_key is not None:
            scope.chosen_of(choosable).expect([stored_key])
        self.offers: list[tuple[int, str, str]] = []
        #: The form of a row to add, where the form shows one.
        self.new: Any = None
        self.adding = choosable.adding if adds and choosable.adding and choosable.adding.may_add(scope.user) else None
        self.widget.field = self
        self.widget.attrs.setdefault("maxlength", LONGEST)

    @property
    def address(self) -> str:
        """Where the suggestions are."""
        code, plan = self.choosable.code, self.scope.plan
        if plan is None or not plan.pk:
            return reverse("choices", args=[code])
        near = f"?ved={'.'.join(map(str, self.scope.near))}" if self.scope.near else ""
        return reverse("plan_choices", args=[plan.slug, code]) + near

    def label_of(self, value: Any) -> str:
        """What the row with that key is called; empty for one that cannot be chosen."""
        key = str(value.pk if isinstance(value, Model) else value)
        if not key.isdecimal():
            return ""
        if key == str(self.stored_key):
            return self._stored()[1]
        rows: Any = self.queryset
        found = self.choosable.named(rows.filter(pk=key).values_list("pk", flat=True), self.scope)
        return found[int(key)][1] if found else ""

    def stored(self) -> Any:
        """The row's present choice; ``None`` where there is none."""
        return self._stored()[0]

    def _stored(self) -> tuple[Any, str]:
        if self.stored_key is None:
            return None, ""
        return self.scope.chosen_of(self.choosable).get(self.stored_key) or (None, "")

    def to_python(self, value: Any) -> Any:
        if isinstance(value, TypedChoice) and value.is_open:
            return self.match(value)
        if self.stored_key is not None and str(value) == str(self.stored_key):
            return self.stored()
        return super().to_python(value)

    def match(self, typed: TypedChoice) -> Any:
        """The one row that goes by the text, that was picked among those it may mean, or that is added.

        Raises ``ValidationError`` when there is none or several, and offers those that it may mean.
        """
        if typed == NEW:
            return self.add(typed)
        if typed:
            return super().to_python(str(typed))
        if not typed.text:
            return None
        exact, found = self.choosable.called(self.queryset.all(), typed.text)  # type: ignore[union-attr]
        if len(exact) == 1:
            return exact[0]
        self.offer((exact or found)[:OFFERED])
        self.offer_new(typed.name, typed.text)
        raise ValidationError(self._question(exact, found), "choose", {"text": typed.text[:SHOWN_OF_TEXT]})

    def _question(self, exact: list[Any], found: list[Any]) -> Any:
        if exact:
            return _("Several are called that. Choose which one below.")
        if len(found) > OFFERED:
            return _("“%(text)s” fits many. Choose one below, or write more of the name.")
        if found:
            return _("“%(text)s” is no whole name in the list. Choose below which one you mean.")
        if self.new is not None:
            return _("The list has nothing called “%(text)s”. Write a part of the name, or add it below.")
        return _("The list has nothing called “%(text)s”. Write a part of the name, or empty the field.")

    def offer(self, rows: list[Any]) -> None:
        """Let the form show these rows to choose among."""
        labels = self.choosable.labels(rows)
        known = {key for key, _label, _note in self.offers}
        self.offers += [(row.pk, labels[row.pk], self.choosable.note(row)) for row in rows if row.pk not in known]

    def offer_new(self, name: str, text: str) -> None:
        """Let the form show how a row of that name is added, after those that it may be."""
        if self.adding is None:
            return
        self.new = self.adding.form(scope=self.scope, prefix=f"{name}_new", initial={"name": text})
        self.offer(self.adding.doubles(self.new.instance_named(text), self.scope)[:OFFERED])

    def add(self, typed: TypedChoice) -> Any:
        """The row to add, which is saved with the form's own row.

        Raises ``ValidationError`` when something is wrong with it, and when it may be a row that was not shown yet.
        """
        if self.adding is None:
            raise Refused(_("Only who leads or works in a secretariat adds to this list."))
        self.new = self.adding.form(typed.data, scope=self.scope, prefix=f"{typed.name}_new")
        is_valid = self.new.is_valid()
        self.offer(self.adding.doubles(self.new.instance, self.scope)[:OFFERED])
        if not is_valid:
            raise ValidationError(_("What is to be added is not complete. See below."), code="new")
        if any(str(key) not in typed.seen for key, _label, _note in self.offers):
            raise ValidationError(
                _("This may be in the list already. Choose it below, or save again to add it all the same."),
                code="double",
            )
        return self.new.instance

    def offered(self, name: str, text: str, picked: str) -> dict[str, Any]:
        """What the template shows to choose among; ``new`` with the form of a row to add."""
        return {
            "name": name,
            "text": text,
            "picked": picked,
            "rows": self.offers,
            "seen": " ".join(str(key) for key, _label, _note in self.offers),
            "new": self.new,
            "title": self.adding.title % {"name": text[:SHOWN_OF_TEXT]} if self.adding and self.new else "",
        }

    def has_changed(self, initial: Any, data: Any) -> bool:
        if isinstance(data, TypedChoice) and data.is_open and not data and not self.disabled:
            return bool(data.text) or initial not in self.empty_values
        return super().has_changed(initial, data)


def choose(form: forms.BaseForm, scope: ChoiceScope, lists: Mapping[str, str], *, adds: bool = True) -> None:
    """Let the form's fields for one row of a list that grows be typed in; ``lists`` names those that are not usual.

    ``adds`` says whether what a list lacks may be added there, by who may.
    """
    for name, field in list(form.fields.items()):
        if type(field) is not ModelChoiceField or not isinstance(field.widget, forms.Select):
            continue
        found = choosable_of(field, lists.get(name, ""))
        if found is not None:
            form.fields[name] = _chosen(field, found, scope, stored_key=_stored_key(form, name), adds=adds)


def choosable_of(field: ModelChoiceField, code: str = "") -> Choosable | None:
    """The list that the field chooses from; ``None`` for a list that does not grow."""
    rows: Any = field.queryset
    return choosing.choosable(code) if code else choosing.usual(rows.model)


def _chosen(field: ModelChoiceField, choosable: Choosable, scope: ChoiceScope, **more: Any) -> ChooseField:
    made = ChooseField(
        choosable,
        scope,
        **more,
        label=field.label,
        help_text=field.help_text,
        required=field.required,
        disabled=field.disabled,
        initial=field.initial,
        to_field_name=field.to_field_name,
        error_messages=field.error_messages,
    )
    made.widget.attrs |= field.widget.attrs
    return made


def _stored_key(form: forms.BaseForm, name: str) -> int | None:
    """The key of the row that the form's row has chosen."""
    row: Any = getattr(form, "instance", None)
    columns = row._meta.concrete_fields if row is not None else ()
    return next((getattr(row, column.attname) for column in columns if column.name == name), None)
