//! The words of the people and machines behind the rooms: who may do what, and what work is under
//! way. Shared by the store, the server and the browser; holds no rule about football and no IO.

mod account;
mod administration;
mod api_token;
mod audit_chain;
mod console;
mod history;
mod incident;
mod job;
mod schedule;
mod secret;
mod writer;

pub use account::{AccountId, Role, UnknownRole};
pub use administration::{AccountChange, AccountView, AuditFilter, AuditLine};
pub use api_token::{API_TOKEN_PREFIX, ApiTokenId, ApiTokenView, TokenScope, UnknownScope};
pub use audit_chain::{
    AUDIT_HASH_BYTES, AuditBreak, AuditHead, AuditVerdict, ChainedEntry, UnreadableHead,
};
pub use console::{
    BulkAction, BulkOutcome, COUNTED, JobDetail, JobFilter, JobOverview, JobPage, JobPart, JobRow,
    QueueView, Since, WorkerHold, WorkerJob, WorkerView,
};
pub use history::{
    History, HistoryRange, LAST_BUCKET, Latency, Metric, Sample, Spread, UnknownMetric,
};
pub use incident::{IncidentId, IncidentState, IncidentView, UnknownIncidentState};
pub use job::{
    JobEvent, JobEventBody, JobId, JobState, LogLevel, Step, StepState, TaskView, UnknownJobState,
};
pub use schedule::{
    RunOutcome, ScheduleDraft, ScheduleId, ScheduleKind, SchedulePreview, ScheduleRun,
    ScheduleView, TickView,
};
pub use secret::{SecretUseView, SecretView};
pub use writer::{UnknownWriterShape, WriterSettings, WriterShape, WriterView};
