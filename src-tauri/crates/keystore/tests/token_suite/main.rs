//! One suite of operations, run over every token under test.
//!
//! A module takes its configuration from the environment when it is loaded, so each test runs itself anew in a
//! child process whose environment names a fresh token. A token under test that is not on this computer says
//! that it is skipped.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that finds what it does not expect ends there"
)]

mod fixture;
mod keys;
mod modules;
mod outside;
mod pins;
mod real;
mod trouble;

mod under_test;
mod variety;
mod world;

/// Names every operation once, and makes a test of it for every token under test.
macro_rules! suite {
    ([$($token:ident),+ $(,)?] $operations:tt) => {
        $(suite!(@token $token $operations);)+
    };
    (@token $token:ident { $($module:ident: [$($operation:ident),+ $(,)?]),+ $(,)? }) => {
        mod $token {
            $($(
                #[test]
                fn $operation() {
                    crate::world::run(
                        concat!(stringify!($token), "::", stringify!($operation)),
                        &crate::under_test::$token,
                        crate::$module::$operation,
                    );
                }
            )+)+
        }
    };
}

suite! {
    [fake, softhsm, kryoptic]
    {
        keys: [
            a_fresh_token_is_listed_by_name,
            keys_of_every_kind_are_made_and_sign,
            a_key_of_a_given_identifier_is_made_once,
            certificates_come_go_and_find_their_keys,
            making_a_key_is_cancelled,
        ],
        pins: [
            wrong_pins_cost_tries_and_right_ones_do_not,
            pins_are_changed_and_reset,
            labels_are_limited_in_bytes,
            another_pin_is_asked_of_the_token_while_a_signer_lives,
        ],
        outside: [
            pkcs11_tool_sees_what_we_make,
            pkcs11_tool_signs_with_our_key,
            a_key_by_pkcs11_tool_is_used,
            keys_that_share_an_identifier_are_not_mixed_up,
            a_token_that_another_program_makes_is_found,
            a_pin_changed_by_pkcs11_tool_is_noticed,
        ],
    }
}
