//! Asks the chosen language model, and takes of its answer what the evidence bears.

use std::time::Duration;

use backroom::{WriterSettings, WriterShape};
use language_model::{
    Answer, Client, Endpoint, LanguageModel as _, ModelError, Patience, Question, Reach, Shape,
};
use scouting_stats::{
    Briefing, EvidenceTable, PROMPT_VERSION, Report, ReportWriter, Shared, briefing, judge,
};
use tracing::info;

use super::scout_player::on_a_blocking_thread;
use crate::{
    jobs::{JobContext, JobError},
    tls::tls,
};

/// Longest wait for one answer: a long report of a slow model takes a minute.
pub(super) const TIME_LIMIT: Duration = Duration::from_secs(90);
/// Longest answer, in tokens: a report with all its marks has some 3,000.
const MOST_TOKENS: u32 = 8_000;
/// Times that a report is asked for: once more where too little of the first held.
const MOST_ANSWERS: u32 = 2;

/// Who writes by these settings; `None` where no model is chosen, or may be sent nothing.
pub(super) fn chosen(settings: &WriterSettings) -> Option<ReportWriter> {
    settings.is_on().then(|| ReportWriter::Model {
        provider: settings.provider.clone(),
        model: settings.model.clone(),
        prompt_version: PROMPT_VERSION,
    })
}

/// The model of `settings`; its key is taken out of the vault for `purpose`.
///
/// # Errors
/// Gives up when there is no such secret or the settings cannot be used.
pub(super) async fn model(
    context: &JobContext,
    settings: &WriterSettings,
    purpose: &str,
) -> Result<Client, JobError> {
    let shape = match settings.shape {
        Some(WriterShape::OpenAi) => Shape::OpenAi,
        Some(WriterShape::Gemini) => Shape::Gemini,
        Some(WriterShape::Anthropic) => Shape::Anthropic,
        None => return Err(JobError::abandon("No language model is chosen.")),
    };
    let key = match settings.secret.as_str() {
        "" => None,
        name => Some(context.secret(name, purpose).await?),
    };
    let endpoint = Endpoint {
        shape,
        base_url: settings.base_url.clone(),
        model: settings.model.clone(),
        key,
        reach: if settings.allows_private_address { Reach::Private } else { Reach::Public },
    };
    let tls = tls().map_err(|error| JobError::abandon(format!("no TLS: {error}")))?;
    Client::new(endpoint, tls, Patience::default()).map_err(JobError::abandon)
}

/// The model's answer, unless the job is to stop.
pub(super) async fn answer(
    context: &JobContext,
    model: &Client,
    question: Question<'_>,
) -> Result<Result<Answer, ModelError>, JobError> {
    let answer = tokio::select! {
        answer = model.answer(question) => answer,
        () = context.cancelled() => return Err(JobError::Cancelled),
    };
    // The other side's words, which may be any: the key among them.
    Ok(answer.map(|answer| Answer { value: context.given().redacted_json(answer.value), ..answer }))
}

/// The report that the model wrote, checked; or why there is none, as the end of a sentence.
pub(super) async fn write(
    context: &JobContext,
    settings: &WriterSettings,
    mut evidence: EvidenceTable,
) -> Result<(Result<Report, String>, EvidenceTable), JobError> {
    let purpose = format!("Scouting report by {}", settings.provider);
    let model = match model(context, settings, &purpose).await {
        Ok(model) => model,
        Err(JobError::Abandon(reason)) => return Ok((Err(reason), evidence)),
        Err(error) => return Err(error),
    };
    let shared = Shared { medical: settings.sends_medical_data };
    let hash = evidence.hash();
    let mut refused = Vec::new();
    let mut reason = String::new();
    for asked in 1..=MOST_ANSWERS {
        let Briefing { system, prompt, schema } = briefing(&evidence, shared, &refused);
        info!(
            provider = settings.provider,
            model = settings.model,
            prompt_version = PROMPT_VERSION,
            evidence_hash = hash,
            asked,
            "Asking a language model for a report"
        );
        let question = Question {
            system: &system,
            prompt: &prompt,
            schema_name: "report",
            schema: &schema,
            most_tokens: MOST_TOKENS,
            time_limit: TIME_LIMIT,
        };
        let answer = match answer(context, &model, question).await? {
            Ok(answer) => answer,
            Err(error) => return Ok((Err(error.to_string()), evidence)),
        };
        if let Some((read, written)) = answer.tokens {
            context.info(&format!("{read} tokens read, {written} written")).await;
        }
        let judged =
            on_a_blocking_thread(evidence, move |evidence| judge(&answer.value, evidence)).await?;
        evidence = judged.1;
        match judged.0 {
            Ok(judged) if judged.is_enough => return Ok((Ok(judged.report), evidence)),
            Ok(judged) => {
                "too few of its sentences are borne by the evidence".clone_into(&mut reason);
                refused = judged.refused().to_vec();
            }
            Err(unreadable) => reason = unreadable.to_string(),
        }
        context.warn(&format!("answer {asked} was not used: {reason}")).await;
        context.check_cancelled()?;
    }
    Ok((Err(reason), evidence))
}
