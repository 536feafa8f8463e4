//! What to do next: what waits for somebody, else the step that leads on from what is there.

use backroom::{JobState, Role, TaskView};
use leptos::prelude::*;
use page_base::wording;
use page_kit::{
    account::use_account,
    controls::{Icon, Panel, Symbol},
};

use super::facts::{Amount, Waiting};

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    symbol: Symbol,
    /// Why.
    words: String,
    /// The link that does it.
    verb: &'static str,
    href: String,
}

impl Step {
    fn new(
        symbol: Symbol,
        words: impl Into<String>,
        verb: &'static str,
        href: impl Into<String>,
    ) -> Self {
        Self { symbol, words: words.into(), verb, href: href.into() }
    }
}

/// The steps as lines, the most pressing first.
#[component]
pub(super) fn NextSteps(
    players: Amount,
    reports: u64,
    waiting: Waiting,
    #[prop(into)] tasks: Vec<TaskView>,
) -> impl IntoView {
    let role = use_account().with_untracked(|account| account.as_ref().map(|account| account.role));
    let lines = steps(role, players.number, reports, waiting, &tasks)
        .into_iter()
        .map(|step| {
            view! {
                <li class="line">
                    <Icon symbol=step.symbol/>
                    <span class="line-words">{step.words}</span>
                    <a class="line-verb" href=step.href>
                        {step.verb}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <Panel title="What to do next" flush=true>
            <ul class="lines">{lines}</ul>
        </Panel>
    }
}

fn steps(
    role: Option<Role>,
    players: u64,
    reports: u64,
    waiting: Waiting,
    tasks: &[TaskView],
) -> Vec<Step> {
    let writes = role.is_some_and(|role| role >= Role::Analyst);
    let mut steps = Vec::new();
    if let Some(failed) = tasks.iter().find(|task| is_broken(task.state)) {
        let words = [failed.title.as_str(), " failed: ", &failed.subject].concat();
        let words = words.trim_end_matches([':', ' ']).to_owned();
        let href = ["/tasks/", &failed.id.to_string()].concat();
        steps.push(Step::new(Symbol::Failed, words, "See why", href));
    }
    if writes && waiting.drafts > 0 {
        let words = wording::counted(
            waiting.drafts,
            "file waits: say how it is read",
            "files wait: say how they are read",
        );
        steps.push(Step::new(Symbol::Upload, words, "Open imports", "/players/import"));
    }
    if players == 0 {
        if writes {
            steps.push(Step::new(
                Symbol::Upload,
                "There are no players yet. Bring a table of players or market values.",
                "Import a CSV file",
                "/players/import",
            ));
            steps.push(Step::new(
                Symbol::Plus,
                "Or write the first player down by hand.",
                "Add a player",
                "/players/new",
            ));
        } else if role.is_some() {
            steps.push(Step::new(
                Symbol::Players,
                "There are no players yet. An analyst can import or add them.",
                "Open players",
                "/players",
            ));
        }
    } else if reports == 0 && writes {
        steps.push(Step::new(
            Symbol::Report,
            "No scouting report has been written yet.",
            "Choose a player",
            "/players",
        ));
    }
    if waiting.contracts > 0 {
        let number = if waiting.contracts >= u64::from(Waiting::MOST) {
            [&wording::count(waiting.contracts), " or more contracts end"].concat()
        } else {
            wording::counted(waiting.contracts, "contract ends", "contracts end")
        };
        let words = [&number, " before ", &wording::day(waiting.contracts_before)].concat();
        let day = wording::field_day(waiting.contracts_before);
        let href = ["/players?sort=contract&contract_before=", &day].concat();
        steps.push(Step::new(Symbol::Clock, words, "List the players", href));
    }
    if role.is_none() {
        let words = "Sign in to scout players and to follow your tasks.";
        steps.push(Step::new(Symbol::Right, words, "Sign in", "/sign-in"));
    } else if players > 0 && reports > 0 && writes {
        let words = "Scout a player: a report with its evidence takes a few seconds.";
        steps.push(Step::new(Symbol::Report, words, "Choose a player", "/players"));
    }
    steps
}

fn is_broken(state: JobState) -> bool {
    matches!(state, JobState::Failed | JobState::Dead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verbs(
        role: Option<Role>,
        players: u64,
        reports: u64,
        waiting: Waiting,
    ) -> Vec<&'static str> {
        steps(role, players, reports, waiting, &[]).iter().map(|step| step.verb).collect()
    }

    #[test]
    fn an_empty_house_asks_for_players_from_those_who_may_write() {
        let nothing = Waiting::default();

        assert_eq!(
            verbs(Some(Role::Analyst), 0, 0, nothing),
            ["Import a CSV file", "Add a player"]
        );
        assert_eq!(verbs(Some(Role::Viewer), 0, 0, nothing), ["Open players"]);
        assert_eq!(verbs(None, 0, 0, nothing), ["Sign in"]);
    }

    #[test]
    fn what_waits_comes_before_what_could_be_done() {
        let waiting = Waiting { drafts: 1, contracts: 3, ..Waiting::default() };

        let verbs = verbs(Some(Role::Admin), 20, 4, waiting);

        assert_eq!(verbs, ["Open imports", "List the players", "Choose a player"]);
    }

    #[test]
    fn the_link_to_contracts_asks_the_list_for_the_same_players() {
        let contracts_before = chrono::NaiveDate::from_ymd_opt(2027, 5, 25).unwrap();
        let waiting = Waiting { contracts: 1_000, contracts_before, ..Waiting::default() };

        let step = steps(None, 2_000, 0, waiting, &[]).remove(0);

        assert_eq!(step.words, "1,000 or more contracts end before 25 May 2027");
        assert_eq!(step.href, "/players?sort=contract&contract_before=2027-05-25");
    }
}
