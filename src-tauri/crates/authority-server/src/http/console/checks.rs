//! The registries are asked anew for every look at an application and before every approval, all at once and
//! for so long only: a page that waits for a registry says nothing of the others.

use std::future::Future;
use std::time::Duration;

use tanba_authority::registry::{Known, Registry, RegistryError};
use tanba_authority::{Answers, Identity};

/// How long a registry is waited for while somebody looks at the page.
const PATIENCE: Duration = Duration::from_secs(8);

/// What the registries say of whom the certificates will name.
pub(super) async fn ask<R: Registry>(registry: &R, identity: &Identity) -> Answers {
    let (bin, iin) = (identity.bin.as_deref(), identity.iin.as_deref());
    let (legal_entity, individual, phone) = tokio::join!(
        within("legal-entities", bin.map(|bin| registry.legal_entity(bin))),
        within("individuals", iin.map(|iin| registry.individual(iin))),
        within("mobile-citizens", iin.map(|iin| registry.phone(iin))),
    );
    Answers {
        legal_entity,
        individual,
        phone,
    }
}

async fn within<T>(
    registry: &'static str,
    answer: Option<impl Future<Output = Known<T>>>,
) -> Option<Known<T>> {
    let answer = tokio::time::timeout(PATIENCE, answer?).await;
    let answer = answer.unwrap_or_else(|late| Err(RegistryError(Box::new(late))));
    if answer.is_err() {
        // Why could name the address that was asked, and the number in it.
        tracing::warn!(registry, "a registry does not answer");
    }
    Some(answer)
}
