//! Asks the chosen language model for one sentence.

use language_model::Question;
use serde_json::{Value, json};
use store::{queue::TryWriter, writers::find_writer};
use tracing::instrument;

use super::model_writer::{TIME_LIMIT, answer, model};
use crate::jobs::{JobContext, JobError};

/// Longest part of the sentence that is shown, in characters.
const LONGEST_SHOWN: usize = 200;
/// Longest answer, in tokens: some models think aloud first.
const MOST_TOKENS: u32 = 1_000;

/// Asks the chosen language model for one sentence by a schema and tells it, or what the provider said.
///
/// Running it twice is harmless: it asks twice.
#[instrument(skip_all, fields(job_id = %context.id()))]
pub(in crate::jobs) async fn try_writer(
    _: TryWriter,
    context: JobContext,
) -> Result<Value, JobError> {
    let settings = find_writer(&context.env().db).await?.settings;
    let model = model(&context, &settings, "Trial of the language model").await?;
    let schema = json!({
        "type": "object",
        "properties": { "sentence": { "type": "string" } },
        "required": ["sentence"],
        "additionalProperties": false,
    });
    let question = Question {
        system: "You are asked whether you can be reached. Answer in one short sentence.",
        prompt: "Say that you are ready to write scouting reports.",
        schema_name: "trial",
        schema: &schema,
        most_tokens: MOST_TOKENS,
        time_limit: TIME_LIMIT,
    };
    let answer = answer(&context, &model, question).await?.map_err(JobError::abandon)?;
    let sentence = answer.value["sentence"].as_str().ok_or_else(|| {
        JobError::abandon("The model answered, but not by the schema: there is no `sentence`.")
    })?;
    let shown: String = sentence.chars().filter(|c| !c.is_control()).take(LONGEST_SHOWN).collect();
    let summary = format!("{} {} says: “{shown}”", settings.provider, settings.model);
    context.info(&summary).await;
    Ok(json!({ "href": "/operations/writers", "summary": summary, "sentence": shown }))
}
