//! The fields of a player's form. The same in the dialog and on the page.

use football::{FieldError, PlayerStatus, Position};
use leptos::prelude::*;
use page_kit::controls::{Choice, Select, TextField};

use super::fields::PlayerFields;

/// Reads one field of the form.
type Get = fn(&PlayerFields) -> &String;
/// The place of one field of the form.
type Place = fn(&mut PlayerFields) -> &mut String;

/// The fields. Names are those of the server function's argument, so that a plain form sends the same.
#[component]
pub(super) fn PlayerFormFields(
    /// What stands in them.
    fields: RwSignal<PlayerFields>,
    /// What is wrong.
    #[prop(into)]
    errors: Signal<Vec<FieldError>>,
) -> impl IntoView {
    let form = Form { fields, errors };
    let positions = std::iter::once(Choice::new("", "Unknown"))
        .chain(Position::ALL.into_iter().map(|position| {
            let label = [position.code(), ", ", position.name()].concat();
            Choice::new(position.code(), label)
        }))
        .collect::<Vec<_>>();
    let feet = [("", "Unknown"), ("left", "Left"), ("right", "Right"), ("both", "Both")]
        .map(|(value, label)| Choice::new(value, label))
        .to_vec();
    let statuses =
        PlayerStatus::ALL.map(|status| Choice::new(status.as_str(), status.label())).to_vec();
    view! {
        <div class="fields">
            <div class="wide">
                {form.required("name", "Name", |f| &f.name, |f| &mut f.name)}
            </div>
            {form.text("known_name", "Known as", "The name on the shirt, where it differs", |f| &f.known_name, |f| &mut f.known_name)}
            {form.date("birth_date", "Birth date", |f| &f.birth_date, |f| &mut f.birth_date)}
            {form.text("nationalities", "Nationality", "Several: part them by commas", |f| &f.nationalities, |f| &mut f.nationalities)}
            {form.choice("position", "Position", positions, |f| &f.position, |f| &mut f.position)}
            {form.choice("foot", "Foot", feet, |f| &f.foot, |f| &mut f.foot)}
            {form.number("height_cm", "Height", "cm", |f| &f.height_cm, |f| &mut f.height_cm)}
            {form.choice("status", "Status", statuses, |f| &f.status, |f| &mut f.status)}
            {form.text("club", "Club", "", |f| &f.club, |f| &mut f.club)}
            {form.text("competition", "Competition", "", |f| &f.competition, |f| &mut f.competition)}
            {form.date("contract_until", "Contract until", |f| &f.contract_until, |f| &mut f.contract_until)}
            {form.text("market_value", "Market value, €", "40m, 700k or 950000", |f| &f.market_value, |f| &mut f.market_value)}
            {form.date("market_value_date", "Day of the value", |f| &f.market_value_date, |f| &mut f.market_value_date)}
            {form.text("market_value_source", "Source of the value", "Who estimated it", |f| &f.market_value_source, |f| &mut f.market_value_source)}
            <div class="wide">
                {form.text("photo_url", "Photo address", "Starts with https://", |f| &f.photo_url, |f| &mut f.photo_url)}
            </div>
        </div>
    }
}

#[derive(Clone, Copy)]
struct Form {
    fields: RwSignal<PlayerFields>,
    errors: Signal<Vec<FieldError>>,
}

impl Form {
    fn value(self, get: Get) -> Signal<String> {
        Signal::derive(move || self.fields.with(|fields| get(fields).clone()))
    }

    fn write(self, place: Place) -> Callback<String> {
        Callback::new(move |text| self.fields.update(|fields| *place(fields) = text))
    }

    fn error(self, name: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.errors.with(|errors| {
                errors.iter().find(|error| error.field == name).map(|error| error.message.clone())
            })
        })
    }

    fn required(self, name: &'static str, label: &'static str, get: Get, place: Place) -> AnyView {
        view! {
            <TextField
                name=sent(name)
                label=label
                value=self.value(get)
                on_input=self.write(place)
                error=self.error(name)
                autofocus=true
                autocomplete="off"
            />
        }
        .into_any()
    }

    fn text(
        self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        get: Get,
        place: Place,
    ) -> AnyView {
        view! {
            <TextField
                name=sent(name)
                label=label
                hint=hint
                value=self.value(get)
                on_input=self.write(place)
                error=self.error(name)
                optional=true
                autocomplete="off"
            />
        }
        .into_any()
    }

    fn date(self, name: &'static str, label: &'static str, get: Get, place: Place) -> AnyView {
        view! {
            <TextField
                name=sent(name)
                label=label
                kind="date"
                value=self.value(get)
                on_input=self.write(place)
                error=self.error(name)
                optional=true
            />
        }
        .into_any()
    }

    fn number(
        self,
        name: &'static str,
        label: &'static str,
        unit: &'static str,
        get: Get,
        place: Place,
    ) -> AnyView {
        view! {
            <TextField
                name=sent(name)
                label=label
                unit=unit
                input_mode="numeric"
                value=self.value(get)
                on_input=self.write(place)
                error=self.error(name)
                optional=true
                autocomplete="off"
            />
        }
        .into_any()
    }

    fn choice(
        self,
        name: &'static str,
        label: &'static str,
        choices: Vec<Choice>,
        get: Get,
        place: Place,
    ) -> AnyView {
        view! {
            <Select
                name=sent(name)
                label=label
                choices
                value=self.value(get)
                on_change=self.write(place)
                error=self.error(name)
            />
        }
        .into_any()
    }
}

/// The name under which a plain form sends a field of the argument `fields`.
fn sent(name: &str) -> String {
    ["fields[", name, "]"].concat()
}
