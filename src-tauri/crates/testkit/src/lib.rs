//! What tests share: where the public test data lies, fakes and a fuzz runner.
