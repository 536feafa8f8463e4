//! Words that claim something, and the rows that bear them.
//!
//! The lists err on the strict side: a sentence refused without need costs a sentence, one let through
//! costs the reader's trust.

use std::{collections::HashMap, sync::LazyLock};

use crate::Metric;

/// Words of one subject, and the rows that may speak of it.
pub(super) struct Topic {
    pub(super) words: &'static str,
    pub(super) borne_by: &'static [Metric],
}

/// Subjects. A word stands for its plural in -s as well.
pub(super) const TOPICS: &[Topic] = &[
    Topic {
        words: "goal goalscorer goalscoring scorer scored score scoring finish finishing finisher assist \
assisted pass passes passing passer dribble dribbling dribbler tackle tackling tackler \
interception shot shooting shooter xg xa save saved sheet minute appearance match \
matches game start started cap capped season pressing press presses cross crosses \
crossing header heading duel aerial penalty penalties sprint sprinter speed pace pacy \
fast faster fastest quick quicker quickest slow technique technical technically tactical \
tactically touch touches vision positioning form perform performance rating rated brace \
hattrick trophy trophies title champion won win winner winning medal award ballon \
stamina strength weakness skill skilful creative creativity clinical prolific debut km \
kilometre strikes struck hits scores bagged netted outscored",
        borne_by: &[Metric::MatchData],
    },
    Topic {
        words: "injury injuries injured medical fitness fit fitter hamstring knee ankle ligament surgery \
operation healthy health illness ill pain muscle durable sidelined available \
availability concussion heart",
        borne_by: &[Metric::MedicalHistory],
    },
    Topic {
        words: "wage salary salaries earn earning clause release bonus bonuses fee cost costing buy \
buyer bought sell sold price priced loan loaned transfer transferred bid offer offered \
cheap cheaper expensive bargain undervalued overvalued agents paid pay money afford \
affordable signed joined moved",
        borne_by: &[Metric::Terms],
    },
    Topic {
        words: "character attitude leader leadership captain mentality discipline disciplined \
professional professionalism personality hardworking determined temper criminal arrested \
banned suspended cheat doping",
        borne_by: &[Metric::Character],
    },
    Topic {
        words: "value valued valuation worth estimate estimated",
        borne_by: &[
            Metric::Value,
            Metric::ValuePeak,
            Metric::ValueShareOfPeak,
            Metric::ValueYearBefore,
            Metric::ValueChange,
            Metric::ValueCount,
            Metric::ValueStaleness,
            Metric::AgeCurve,
            Metric::AgeCurveBand,
        ],
    },
    Topic { words: "peak peaked", borne_by: &[Metric::ValuePeak, Metric::ValueShareOfPeak] },
    Topic {
        words: "contract contracted expire expiry deal",
        borne_by: &[Metric::ContractEnd, Metric::ContractLeft],
    },
    Topic {
        words: "tall taller tallest height short shorter shortest",
        borne_by: &[Metric::Height],
    },
    Topic {
        words: "age aged old older oldest young younger youngest veteran teenager teenage prime",
        borne_by: &[Metric::Age, Metric::BirthDate, Metric::AgeCurve, Metric::AgeCurveBand],
    },
    Topic { words: "born birth birthday", borne_by: &[Metric::BirthDate] },
    Topic { words: "foot footed feet", borne_by: &[Metric::Foot] },
    Topic { words: "club team squad", borne_by: &[Metric::Club, Metric::Status] },
    Topic { words: "status", borne_by: &[Metric::Status] },
    Topic { words: "nationality nation country international", borne_by: &[Metric::Nationality] },
    // What no row can bear: promises and praise.
    Topic {
        words: "will would shall guarantee guaranteed certain certainly surely definitely undoubtedly \
always everyone world generational future potential superstar star talent talented \
gifted genius perfect legend legendary elite ready promising wonderkid sensational \
brilliant superb unstoppable flawless ignore instruction system prompt rumour rumoured \
reportedly",
        borne_by: &[],
    },
];

/// Words that must stand in a cited row themselves: to say "striker" of a defender is to say
/// something false with a true citation.
pub(super) const VERBATIM: &str = "goalkeeper keeper defender midfielder attacker forward striker winger back fullback \
playmaker libero sweeper left right both retired retire free agent active sixer anchor \
centre central attacking defensive wide";

/// Words that turn a claim into its opposite.
pub(super) const NEGATIONS: &str = "not no never without nobody none neither nor cannot lack lacking lacked fail failed \
hardly barely isn't isn’t doesn't doesn’t hasn't hasn’t wasn't wasn’t except unlike \
false untrue";

/// Words that a sentence about what is unknown may use beside those of its rows.
pub(super) const UNKNOWN_WORDING: &str = "a an and are as be cannot for has have in is it know known no not of on or so that the \
there to unknown until we what while with answer question needs judged";

/// Words that a sentence about a season's figures may use beside those of its rows and those that
/// compare. The figure is true; "in the cup" or "against us" behind it need not be.
pub(super) const SEASON_WORDING: &str = "a an and are as at among answer before behind by every for from had has he her \
his in is it its of on or over per percentile player peers play played plays question rank ranked \
ranks reached season she than that the their they this those to was were where which while who with";

/// What a comparison says about the percentile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Comparison {
    /// Nobody is above or level.
    Greatest,
    /// Nobody is below or level.
    Least,
    /// At least this percentile.
    AtLeast(f64),
    /// Above this percentile.
    Above(f64),
    /// At most this percentile.
    AtMost(f64),
    /// Below this percentile.
    Below(f64),
    /// From 35 to 65, the middle band of the look.
    Middle,
    /// The change is a gain.
    Rise,
    /// The change is a loss.
    Fall,
    /// The change rounds to nothing.
    Flat,
}

const COMPARISONS: &[(Comparison, &str)] = &[
    (
        Comparison::Greatest,
        "best highest largest biggest tallest oldest strongest greatest unmatched unrivalled any \
most maximum leading first record finest",
    ),
    (Comparison::Least, "worst lowest smallest shortest youngest weakest least minimum"),
    (Comparison::AtLeast(90.0), "outstanding exceptional exceptionally excellent extremely rare"),
    (Comparison::AtLeast(65.0), "high highly strong large big good great"),
    (
        Comparison::Above(50.0),
        "above higher taller larger bigger greater older more better stronger exceed exceeding \
outrank ahead upper superior",
    ),
    (
        Comparison::Below(50.0),
        "below lower shorter smaller younger less fewer worse weaker behind under trail inferior",
    ),
    (Comparison::AtMost(35.0), "low weak small poor bad little few"),
    (Comparison::Middle, "average typical typically middling middle ordinary median usual"),
    (
        Comparison::Rise,
        "rose risen rise rising grew grown grow growing up gain gained increase increased \
increasing climbed climb jumped soared improved improving surged",
    ),
    (
        Comparison::Fall,
        "fell fallen fall falling drop dropped dropping down lost lose decline declined declining \
decrease decreased sank shrank slipped plunged collapsed",
    ),
    (Comparison::Flat, "flat unchanged stable steady level constant"),
];

/// Words with which a sentence may begin although they carry a capital.
const OPENERS: &str = "a about after all also although among an and another as at because before between but by \
compared compare data each even every everything expect facts for from further hardly \
has he her here his how however if in is it its keep last leave less look main mainly \
most much neither nevertheless newest next nothing now of on once only opposite or other \
our over overall peers percentile player players plays playing position recommendation \
seen set she since so some still such that the their them then there these they this \
those though through thus to too until we what when where which while whole with within \
yet source sources runs stands watch wait monitor sign reject undecided decide uses use unknown \
usually risk time room half";

/// `word` belongs to `list`, itself or without a plural or third-person -s.
pub(super) fn listed(list: &str, word: &str) -> bool {
    contains(list, word) || word.strip_suffix('s').is_some_and(|stem| contains(list, stem))
}

/// `word` is one of the words of `list`.
pub(super) fn contains(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

/// The subjects that `word` speaks of.
pub(super) fn topics(word: &str) -> impl Iterator<Item = &'static Topic> {
    static BY_WORD: LazyLock<HashMap<&str, Vec<&'static Topic>>> = LazyLock::new(|| {
        let mut by_word: HashMap<&str, Vec<&'static Topic>> = HashMap::new();
        for topic in TOPICS {
            for word in topic.words.split_ascii_whitespace() {
                by_word.entry(word).or_default().push(topic);
            }
        }
        by_word
    });
    with_singular(word, |word| BY_WORD.get(word)).into_iter().flatten().copied()
}

/// What `word` compares.
pub(super) fn comparison(word: &str) -> Option<Comparison> {
    static BY_WORD: LazyLock<HashMap<&str, Comparison>> = LazyLock::new(|| {
        let with_words = |(comparison, words): &(Comparison, &'static str)| {
            let comparison = *comparison;
            words.split_ascii_whitespace().map(move |word| (word, comparison))
        };
        COMPARISONS.iter().flat_map(with_words).collect()
    });
    with_singular(word, |word| BY_WORD.get(word)).copied()
}

/// What `find` knows of `word`, else of the word without a plural or third-person -s.
fn with_singular<T>(word: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    find(word).or_else(|| word.strip_suffix('s').and_then(find))
}

/// A sentence may begin with `word`.
pub(super) fn opens_a_sentence(word: &str) -> bool {
    contains(OPENERS, word)
        || contains(NEGATIONS, word)
        || listed(VERBATIM, word)
        || comparison(word).is_some()
        || topics(word).next().is_some()
}
