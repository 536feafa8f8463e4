//! All sightings of a table against all of our players.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    Candidate, Known, Match, Sighting, Sign, Trust,
    judge::{Judgement, Ready, Strength, judge},
    names::FoldedName,
};
use crate::PlayerId;

/// Most candidates shown for one sighting.
const MOST_CANDIDATES: usize = 5;
/// Shortest word by which names are looked up, in letters; shorter ones are particles.
const SHORTEST_WORD: usize = 2;

/// The players whom the sightings of a table may be.
///
/// It is made of the sightings and then offered our players one by one, of whom it keeps those who
/// share a word with any of them: so a million players can be offered without being held.
#[derive(Debug)]
pub struct Register {
    trust: Trust,
    sightings: Vec<Ready>,
    wanted: HashSet<String>,
    known: Vec<(PlayerId, Ready)>,
    by_word: HashMap<String, Vec<usize>>,
}

impl Register {
    /// A register for `sightings`, of nobody yet.
    pub fn new(sightings: &[Sighting], trust: Trust) -> Self {
        let sightings: Vec<Ready> = sightings.iter().map(Ready::of_sighting).collect();
        let wanted = sightings.iter().flat_map(words).map(str::to_owned).collect();
        Self { trust, sightings, wanted, known: Vec::new(), by_word: HashMap::new() }
    }

    /// Takes one of our players in, if any sighting may be he.
    pub fn offer(&mut self, known: &Known) {
        let ready = Ready::of_known(known, self.trust);
        let mut words: Vec<&str> =
            words(&ready).filter(|word| self.wanted.contains(*word)).collect();
        if words.is_empty() {
            return;
        }
        // A name on the shirt repeats words of the full one.
        words.sort_unstable();
        words.dedup();
        for word in words {
            self.by_word.entry(word.to_owned()).or_default().push(self.known.len());
        }
        self.known.push((known.id, ready));
    }

    /// Who the sightings are, in their order.
    pub fn matches(&self) -> Vec<Match> {
        let mut matches: Vec<Match> =
            self.sightings.iter().map(|sighting| self.match_of(sighting)).collect();
        doubt_shared(&mut matches);
        matches
    }

    fn match_of(&self, sighting: &Ready) -> Match {
        let places: BTreeSet<usize> =
            words(sighting).filter_map(|word| self.by_word.get(word)).flatten().copied().collect();
        let mut judged: Vec<(PlayerId, Judgement)> = places
            .into_iter()
            .filter_map(|place| {
                let (player, known) = &self.known[place];
                Some((*player, judge(sighting, known)?))
            })
            .collect();
        judged.sort_by_key(|(player, judgement)| {
            (judgement.strength != Strength::Strong, std::cmp::Reverse(judgement.weight()), *player)
        });
        let strong =
            judged.iter().filter(|(_, judgement)| judgement.strength == Strength::Strong).count();
        let Some((_, first)) = judged.first() else { return Match::Unknown };
        // A namesake of unknown birth could be born in the same year. On the same day is another matter.
        let by_year = first.signs.contains(&Sign::SameBirthYear);
        let crowded = strong > 1
            || by_year && judged.iter().skip(1).any(|(_, judgement)| judgement.is_namesake);
        if strong > 0 && !crowded {
            let (player, Judgement { signs, .. }) = judged.swap_remove(0);
            return Match::Certain(Candidate { player, signs });
        }
        let candidates = judged
            .into_iter()
            .take(MOST_CANDIDATES)
            .map(|(player, judgement)| {
                let mut signs = judgement.signs;
                if crowded {
                    signs.push(Sign::Namesake);
                }
                Candidate { player, signs }
            })
            .collect();
        Match::Doubtful(candidates)
    }
}

/// Two rows cannot be one player: where they would, both are for a person.
fn doubt_shared(matches: &mut [Match]) {
    let mut counts: HashMap<PlayerId, u32> = HashMap::new();
    for found in matches.iter() {
        if let Match::Certain(candidate) = found {
            *counts.entry(candidate.player).or_default() += 1;
        }
    }
    for found in matches {
        if let Match::Certain(candidate) = found
            && counts[&candidate.player] > 1
        {
            let mut candidate = candidate.clone();
            candidate.signs.push(Sign::TwoRows);
            *found = Match::Doubtful(vec![candidate]);
        }
    }
}

/// The words by which a record is looked up.
fn words(record: &Ready) -> impl Iterator<Item = &str> {
    record
        .names
        .iter()
        .flat_map(FoldedName::words)
        .map(String::as_str)
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
}
