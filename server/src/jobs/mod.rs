//! Every job kind with its queue, attempts and time-out, and the workers that run them.
