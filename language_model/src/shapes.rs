//! The wire shapes: what is sent where, and where in an answer the model's words stand.

use std::fmt;

use serde_json::{Value, json};

use crate::{Answer, ModelError, Question};

/// How an API is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Chat completions as `OpenAI` made them; also Groq, Ollama, vLLM and Gemini's second address.
    OpenAi,
    /// Google's `generateContent`.
    Gemini,
    /// Anthropic's messages.
    Anthropic,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OpenAi => "OpenAI-compatible",
            Self::Gemini => "Gemini",
            Self::Anthropic => "Anthropic",
        })
    }
}

/// What is sent.
pub(crate) struct Exchange {
    /// Below the base address.
    pub(crate) path: String,
    /// Headers beside the key.
    pub(crate) headers: &'static [(&'static str, &'static str)],
    /// The header that carries the key, and what stands before it there.
    pub(crate) key_header: (&'static str, &'static str),
    /// The body.
    pub(crate) body: Value,
}

impl Shape {
    pub(crate) fn exchange(self, model: &str, asked: Question<'_>, with_schema: bool) -> Exchange {
        match self {
            Self::OpenAi => Exchange {
                path: "chat/completions".to_owned(),
                headers: &[],
                key_header: ("authorization", "Bearer "),
                body: openai_body(model, asked, with_schema),
            },
            Self::Gemini => Exchange {
                path: format!("models/{}:generateContent", encoded(model)),
                headers: &[],
                key_header: ("x-goog-api-key", ""),
                body: gemini_body(asked, with_schema),
            },
            Self::Anthropic => Exchange {
                path: "messages".to_owned(),
                headers: &[("anthropic-version", "2023-06-01")],
                key_header: ("x-api-key", ""),
                body: anthropic_body(model, asked),
            },
        }
    }

    /// The server refused the question because of its schema: a 400 or 422 that names it.
    pub(crate) fn rejects_schema(self, error: &ModelError) -> bool {
        let names: &[&str] = match self {
            Self::OpenAi => &["response_format", "json_schema"],
            Self::Gemini => &["responseSchema", "response_schema"],
            Self::Anthropic => return false,
        };
        matches!(error, ModelError::Refused { status: 400 | 422, message, .. }
            if names.iter().any(|name| message.contains(name)))
    }

    /// The model's answer out of the provider's.
    pub(crate) fn read(self, body: &Value) -> Result<Answer, ModelError> {
        let (value, input, output) = match self {
            Self::OpenAi => {
                let text = body["choices"][0]["message"]["content"].as_str();
                (json_in(text)?, "/usage/prompt_tokens", "/usage/completion_tokens")
            }
            Self::Gemini => {
                let parts = body["candidates"][0]["content"]["parts"].as_array();
                let texts = parts.map(|parts| {
                    parts
                        .iter()
                        .filter(|part| part["thought"] != true)
                        .filter_map(|part| part["text"].as_str())
                        .collect::<String>()
                });
                (
                    json_in(texts.as_deref())?,
                    "/usageMetadata/promptTokenCount",
                    "/usageMetadata/candidatesTokenCount",
                )
            }
            Self::Anthropic => {
                let content = body["content"].as_array().map(Vec::as_slice).unwrap_or_default();
                let tool = content.iter().find(|part| part["type"] == "tool_use");
                let value = match tool {
                    Some(part) => part["input"].clone(),
                    None => json_in(content.iter().find_map(|part| part["text"].as_str()))?,
                };
                (value, "/usage/input_tokens", "/usage/output_tokens")
            }
        };
        let count = |pointer| body.pointer(pointer).and_then(Value::as_u64);
        Ok(Answer { value, tokens: count(input).zip(count(output)) })
    }
}

/// The schema as a text, for servers that take none.
fn system_with_schema(asked: Question<'_>) -> String {
    format!(
        "{}\n\nAnswer with one JSON object of this schema and nothing else:\n{}",
        asked.system, asked.schema
    )
}

/// Without a bound on the answer: servers of this shape do not agree on its name, and refuse the other.
fn openai_body(model: &str, asked: Question<'_>, with_schema: bool) -> Value {
    let system = if with_schema { asked.system.to_owned() } else { system_with_schema(asked) };
    let mut body = json!({
        "model": model,
        "messages": [
            { "role": "system", "content": system },
            { "role": "user", "content": asked.prompt },
        ],
    });
    if with_schema {
        body["response_format"] = json!({
            "type": "json_schema",
            "json_schema": { "name": asked.schema_name, "strict": true, "schema": asked.schema },
        });
    }
    body
}

fn gemini_body(asked: Question<'_>, with_schema: bool) -> Value {
    let system = if with_schema { asked.system.to_owned() } else { system_with_schema(asked) };
    let mut config =
        json!({ "responseMimeType": "application/json", "maxOutputTokens": asked.most_tokens });
    if with_schema {
        config["responseSchema"] = without_closed_objects(asked.schema);
    }
    json!({
        "systemInstruction": { "parts": [{ "text": system }] },
        "contents": [{ "role": "user", "parts": [{ "text": asked.prompt }] }],
        "generationConfig": config,
    })
}

/// Anthropic answers by the schema of a tool that it has to call.
fn anthropic_body(model: &str, asked: Question<'_>) -> Value {
    json!({
        "model": model,
        "max_tokens": asked.most_tokens,
        "system": asked.system,
        "messages": [{ "role": "user", "content": asked.prompt }],
        "tools": [{
            "name": asked.schema_name,
            "description": "Takes the answer.",
            "input_schema": asked.schema,
        }],
        "tool_choice": { "type": "tool", "name": asked.schema_name },
    })
}

/// The schema without `additionalProperties`, which Gemini's subset of `OpenAPI` does not know.
fn without_closed_objects(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| *name != "additionalProperties")
            .map(|(name, value)| (name.clone(), without_closed_objects(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_closed_objects).collect(),
        plain => plain.clone(),
    }
}

/// The JSON object in a model's text, which may stand in a fence.
fn json_in(text: Option<&str>) -> Result<Value, ModelError> {
    let text = text.ok_or(ModelError::Unreadable("it holds no text"))?;
    let (Some(start), Some(end)) = (text.find('{'), text.rfind('}')) else {
        return Err(ModelError::Unreadable("its text holds no JSON object"));
    };
    let object = text.get(start..=end).unwrap_or_default();
    serde_json::from_str(object).or(Err(ModelError::Unreadable("its text is no whole JSON object")))
}

/// What a provider says is wrong: `error.message`, `error`, or `message`; else nothing, since pages of
/// proxies say nothing of use.
pub(crate) fn error_message(body: &[u8]) -> String {
    let Ok(body) = serde_json::from_slice::<Value>(body) else { return String::new() };
    // Gemini's second address wraps its error in a list.
    let body = body.get(0).unwrap_or(&body);
    ["/error/message", "/error", "/message", "/detail"]
        .into_iter()
        .find_map(|pointer| body.pointer(pointer)?.as_str())
        .unwrap_or_default()
        .to_owned()
}

/// A model's name as a part of a path.
fn encoded(name: &str) -> String {
    use std::fmt::Write as _;

    name.bytes().fold(String::with_capacity(name.len()), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_cannot_leave_its_place_in_the_address() {
        assert_eq!(encoded("../x?y"), "..%2Fx%3Fy");
        assert_eq!(encoded("gemini-2.5-flash"), "gemini-2.5-flash");
    }

    #[test]
    fn json_is_found_in_a_fence_and_nothing_is_made_of_less() {
        assert_eq!(json_in(Some("```json\n{\"a\": 1}\n```")).unwrap(), json!({ "a": 1 }));
        for text in [None, Some(""), Some("I cannot do that."), Some("{\"a\": ")] {
            assert!(json_in(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn only_a_refusal_that_names_the_schema_is_one_of_the_schema() {
        let rejects = |status, message: &str| {
            Shape::OpenAi.rejects_schema(&ModelError::refused(status, message, None))
        };

        assert!(rejects(400, "json_schema is not supported"));
        assert!(rejects(422, "unknown field response_format"));
        assert!(!rejects(400, "the prompt is too long"));
        assert!(!rejects(401, "json_schema"));
        assert!(!rejects(500, "json_schema"));
    }

    #[test]
    fn errors_are_read_as_each_provider_writes_them() {
        for body in [
            r#"{"error":{"message":"no","type":"x"}}"#,
            r#"{"error":"no"}"#,
            r#"{"type":"error","error":{"type":"x","message":"no"}}"#,
            r#"[{"error":{"message":"no"}}]"#,
            r#"{"detail":"no"}"#,
        ] {
            assert_eq!(error_message(body.as_bytes()), "no", "{body}");
        }
        assert_eq!(error_message(b"<html>Bad gateway</html>"), "");
    }
}
