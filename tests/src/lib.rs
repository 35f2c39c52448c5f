//! Whole journeys, interoperability with outside verifiers, and benches.
