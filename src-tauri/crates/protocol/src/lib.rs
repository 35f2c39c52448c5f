//! The words on every wire: requests, prompts, answers and failure codes.

#![warn(missing_docs)]
