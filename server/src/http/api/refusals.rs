//! What every route may answer besides what it says of itself: a refusal, in the one form that all
//! share.

use utoipa::openapi::{
    OpenApi, Ref, RefOr,
    content::{Content, ContentBuilder},
    path::Operation,
    response::{Response, ResponseBuilder},
};

/// The media type of RFC 9457.
const KIND: &str = "application/problem+json";
/// The document's name among the schemas.
const SCHEMA: &str = "ProblemDocument";

/// Gives each refusal of each operation the form of a problem, and each operation the answer `4XX`: a
/// path, query or body that cannot be read, too large a body and too many requests are refused before
/// a route is asked.
pub(super) fn describe(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let operations =
            [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            describe_one(operation);
        }
    }
}

fn describe_one(operation: &mut Operation) {
    let answers = &mut operation.responses.responses;
    for (status, answer) in answers.iter_mut() {
        if let RefOr::T(answer) = answer
            && status.starts_with(['4', '5'])
            && is_problem(answer)
        {
            answer.content = [(KIND.to_owned(), problem().into())].into_iter().collect();
        }
    }
    answers.entry("4XX".to_owned()).or_insert_with(|| {
        let refusal = ResponseBuilder::new().description("What was asked cannot be done");
        refusal.content(KIND, problem()).build().into()
    });
}

/// An error whose body is described as something else, such as the state of an unhealthy server,
/// stays as it is.
fn is_problem(answer: &Response) -> bool {
    answer.content.values().all(|content| match content {
        RefOr::T(Content { schema: Some(RefOr::Ref(schema)), .. }) => {
            schema.ref_location.ends_with(SCHEMA)
        }
        RefOr::T(content) => content.schema.is_none(),
        RefOr::Ref(_) => false,
    })
}

fn problem() -> Content {
    ContentBuilder::new().schema(Some(Ref::from_schema_name(SCHEMA))).build()
}
