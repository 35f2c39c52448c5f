//! PDF signatures and PAdES.
