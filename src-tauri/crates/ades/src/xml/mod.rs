//! XML-DSig and XAdES signatures.
