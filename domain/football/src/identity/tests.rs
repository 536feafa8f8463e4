//! Who is who, on cases that a person would settle at sight.

use proptest::prelude::*;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// `João Pedro`, Brazilian attacker of Watford, born in 2001.
fn joao() -> Sighting {
    Sighting {
        name: "João Pedro".to_owned(),
        nations: vec!["br BRA".to_owned()],
        born: Born::in_year(2001),
        club: Some("Watford".to_owned()),
        group: Some(PositionGroup::Attacker),
    }
}

fn known(id: i64) -> Known {
    Known {
        id: PlayerId(id),
        names: vec!["Joao Pedro".to_owned()],
        nations: vec!["Brazil".to_owned(), "Italy".to_owned()],
        birth_date: Some(day(2001, 9, 26)),
        club: Some("Watford FC".to_owned()),
        group: Some(PositionGroup::Attacker),
    }
}

fn matched(sightings: &[Sighting], players: &[Known]) -> Vec<Match> {
    let mut register = Register::new(sightings, Trust::default());
    for player in players {
        register.offer(player);
    }
    register.matches()
}

fn one(sighting: Sighting, players: &[Known]) -> Match {
    matched(&[sighting], players).remove(0)
}

fn certain(found: &Match) -> Option<PlayerId> {
    match found {
        Match::Certain(candidate) => Some(candidate.player),
        Match::Doubtful(_) | Match::Unknown => None,
    }
}

fn signs(found: &Match) -> Vec<Sign> {
    match found {
        Match::Certain(candidate) => candidate.signs.clone(),
        Match::Doubtful(candidates) => candidates[0].signs.clone(),
        Match::Unknown => Vec::new(),
    }
}

#[test]
fn name_year_nation_and_club_are_one_person() {
    let found = one(joao(), &[known(1)]);

    assert_eq!(certain(&found), Some(PlayerId(1)));
    assert_eq!(
        signs(&found),
        [Sign::SameName, Sign::SameBirthYear, Sign::SameNation, Sign::SameClub, Sign::SameLine]
    );
}

#[test]
fn a_birth_date_needs_no_club() {
    let seen = Sighting {
        born: Some(Born::on(day(2001, 9, 26))),
        club: Some("Brighton".to_owned()),
        group: None,
        ..joao()
    };

    assert_eq!(certain(&one(seen.clone(), &[known(1)])), Some(PlayerId(1)));
    let by_year = Sighting { born: Born::in_year(2001), ..seen };
    assert_eq!(certain(&one(by_year, &[known(1)])), None, "only the year, and nothing places him");
}

#[test]
fn a_namesake_without_a_birth_date_is_never_matched_without_a_person() {
    let unknown = Known { birth_date: None, ..known(1) };

    let found = one(joao(), std::slice::from_ref(&unknown));
    assert!(signs(&found).contains(&Sign::BirthUnknown), "{found:?}");
    assert_eq!(certain(&found), None);
    let dateless = Sighting { born: None, ..joao() };
    assert_eq!(certain(&one(dateless, &[known(1)])), None);
    // He could be the one who is meant, so the other is not certain either.
    let both = one(joao(), &[unknown, known(2)]);
    assert_eq!(certain(&both), None);
    assert!(signs(&both).contains(&Sign::Namesake), "{both:?}");
}

#[test]
fn two_who_both_fit_are_for_a_person() {
    let found = one(joao(), &[known(1), Known { birth_date: Some(day(2001, 3, 1)), ..known(2) }]);

    let Match::Doubtful(candidates) = found else { panic!("{found:?}") };
    assert_eq!(candidates.len(), 2);
}

#[test]
fn two_rows_that_fit_one_player_are_for_a_person() {
    let found = matched(&[joao(), joao()], &[known(1)]);

    assert!(found.iter().all(|found| signs(found).contains(&Sign::TwoRows)), "{found:?}");
    assert!(found.iter().all(|found| certain(found).is_none()));
}

#[test]
fn another_year_another_nation_or_a_goalkeeper_is_somebody_else() {
    let older = Known { birth_date: Some(day(1996, 9, 26)), ..known(1) };
    assert_eq!(one(joao(), &[older]), Match::Unknown);

    let keeper = Known { group: Some(PositionGroup::Goalkeeper), ..known(1) };
    assert_eq!(one(joao(), &[keeper]), Match::Unknown);

    let portuguese = Known { nations: vec!["Portugal".to_owned()], ..known(1) };
    let found = one(joao(), &[portuguese]);
    assert!(signs(&found).contains(&Sign::OtherNation) && certain(&found).is_none());
}

#[test]
fn a_birth_date_just_outside_the_year_is_asked_about() {
    let near = Known { birth_date: Some(day(2000, 11, 30)), ..known(1) };
    let found = one(joao(), std::slice::from_ref(&near));

    assert_eq!(certain(&found), None);
    assert!(signs(&found).contains(&Sign::NearBirthDate), "{found:?}");
    // Where our dates are estimates within half a year, it is inside.
    let mut register = Register::new(&[joao()], Trust { birth_error_days: 183 });
    register.offer(&near);
    assert_eq!(certain(&register.matches()[0]), Some(PlayerId(1)));
}

#[test]
fn half_a_name_a_slip_and_lost_letters_are_asked_about_and_never_certain() {
    for (name, sign) in [
        ("Pedro", Sign::PartOfName),
        ("Jo?o Pedro", Sign::LostLetters),
        ("João Pedru", Sign::OneSlip),
    ] {
        let found = one(Sighting { name: name.to_owned(), ..joao() }, &[known(1)]);
        assert_eq!(certain(&found), None, "{name}");
        assert!(signs(&found).contains(&sign), "{name}: {found:?}");
    }
    let elsewhere = Sighting { name: "Pedro".to_owned(), club: None, group: None, ..joao() };
    assert_eq!(one(elsewhere, &[known(1)]), Match::Unknown);
}

#[test]
fn the_name_on_the_shirt_counts_as_well() {
    let full = Known {
        names: vec!["João Pedro Junqueira de Jesus".to_owned(), "João Pedro".to_owned()],
        ..known(1)
    };

    assert_eq!(certain(&one(joao(), &[full])), Some(PlayerId(1)));
}

fn any_sighting() -> impl Strategy<Value = Sighting> {
    (
        "(Joao|Ana|Bo?|Rodri)( (Pedro|Silva|Diaz)){0,2}",
        proptest::option::of(prop_oneof![Just("BRA"), Just("Portugal"), Just("?")]),
        proptest::option::of(2000_i32..2003),
        proptest::option::of(prop_oneof![Just("Watford"), Just("Ajax")]),
        proptest::option::of(proptest::sample::select(PositionGroup::ALL.to_vec())),
    )
        .prop_map(|(name, nation, year, club, group)| Sighting {
            name,
            nations: nation.into_iter().map(str::to_owned).collect(),
            born: year.and_then(Born::in_year),
            club: club.map(str::to_owned),
            group,
        })
}

fn any_known() -> impl Strategy<Value = Known> {
    (any_sighting(), proptest::option::of(0_u64..1200)).prop_map(|(seen, days)| Known {
        id: PlayerId(0),
        names: vec![seen.name],
        nations: seen.nations,
        birth_date: days.map(|days| day(2000, 1, 1) + Days::new(days)),
        club: seen.club,
        group: seen.group,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whoever_is_certain_has_a_birth_date_and_is_certain_once_in_any_order(
        sightings in proptest::collection::vec(any_sighting(), 1..6),
        mut players in proptest::collection::vec(any_known(), 0..8),
    ) {
        for (id, player) in (1..).zip(&mut players) {
            player.id = PlayerId(id);
        }

        let found = matched(&sightings, &players);

        let mut taken = std::collections::BTreeSet::new();
        for (sighting, found) in sightings.iter().zip(&found) {
            let Some(id) = certain(found) else { continue };
            let player = players.iter().find(|player| player.id == id).unwrap();
            prop_assert!(player.birth_date.is_some() && sighting.born.is_some());
            prop_assert!(taken.insert(id), "{id} twice");
        }
        players.reverse();
        prop_assert_eq!(matched(&sightings, &players), found);
    }
}
