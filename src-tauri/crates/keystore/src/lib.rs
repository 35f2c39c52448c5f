//! Keys behind one door, the Signer.
