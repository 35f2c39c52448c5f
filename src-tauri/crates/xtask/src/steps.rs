//! Steps that are run one after another, timed, and summed up at the end.

use std::time::{Duration, Instant};

use crate::Result;

/// How a step ended.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// With what there is to say about it, perhaps nothing.
    Passed(String),
    /// With the reason.
    Failed(String),
    /// With the reason, and how to have it run.
    Skipped(String),
}

impl From<Result<()>> for Outcome {
    fn from(result: Result<()>) -> Self {
        Self::from(result.map(|()| String::new()))
    }
}

impl From<Result<String>> for Outcome {
    fn from(result: Result<String>) -> Self {
        match result {
            Ok(note) => Self::Passed(note),
            Err(error) => Self::Failed(error),
        }
    }
}

/// The steps so far.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    done: Vec<(String, Outcome, Duration)>,
}

impl Steps {
    /// Runs one step, whatever became of those before it.
    pub(crate) fn step<O: Into<Outcome>>(&mut self, name: &str, work: impl FnOnce() -> O) {
        println!("\n== {name}");
        let begun = Instant::now();
        let outcome = work().into();
        let took = begun.elapsed();
        println!("{}", line(name, &outcome, took));
        self.done.push((name.to_owned(), outcome, took));
    }

    /// Prints all steps once more and how many passed; an error when one failed.
    pub(crate) fn sum_up(self) -> Result<()> {
        println!("\n== summary");
        for (name, outcome, took) in &self.done {
            println!("{}", line(name, outcome, *took));
        }
        let count = |wanted: fn(&Outcome) -> bool| {
            self.done
                .iter()
                .filter(|(_, outcome, _)| wanted(outcome))
                .count()
        };
        let passed = count(|outcome| matches!(outcome, Outcome::Passed(_)));
        let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
        let skipped = count(|outcome| matches!(outcome, Outcome::Skipped(_)));
        println!("{passed} passed, {failed} failed, {skipped} skipped");
        match failed {
            0 => Ok(()),
            _ => Err(format!("{failed} of {} steps failed", self.done.len())),
        }
    }
}

fn line(name: &str, outcome: &Outcome, took: Duration) -> String {
    let (word, note) = match outcome {
        Outcome::Passed(note) => ("ok", note),
        Outcome::Failed(reason) => ("FAILED", reason),
        Outcome::Skipped(reason) => ("skipped", reason),
    };
    format!(
        "{word:>7}  {name:<18} {:>7.1} s  {note}",
        took.as_secs_f64()
    )
    .trim_end()
    .to_owned()
}
