//! What an authority says before anybody applies: who it is, its agreement, its regions.

use serde::Serialize;
use tanba_online::AuthorityClient;
use tanba_protocol::Failure;
use tanba_protocol::authority::{Agreement, Region};

use super::fetching;
use crate::agent::{Agent, Patience};
use crate::failure::Explain;
use crate::shell::{Shell, unless_cancelled};

/// An authority, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AuthorityView {
    /// Its address.
    pub url: String,
    /// Its name for people, once it was met.
    pub name: Option<String>,
}

/// The terms on which an authority takes applications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Terms {
    /// Whose.
    pub authority: AuthorityView,
    /// The user agreement in force.
    pub agreement: Agreement,
    /// Regions and their cities.
    pub regions: Vec<Region>,
}

impl Agent {
    /// Meets the authority at an address and asks for its terms.
    ///
    /// # Errors
    /// Those of the address, and why there is no sound answer.
    pub(crate) async fn terms(
        &self,
        address: &str,
        shell: &dyn Shell,
    ) -> Result<(AuthorityClient, Terms), Failure> {
        fetching(shell);
        let client = self.authority_client(address, Patience::Needed).await?;
        let met = unless_cancelled(shell, self.meet_authority(&client, None)).await?;
        let asked = async {
            let agreement = client.agreement().await;
            let regions = client.regions().await;
            let agreement = agreement.map_err(|error| error.explain())?;
            Ok((agreement, regions.map_err(|error| error.explain())?))
        };
        let (agreement, regions) = unless_cancelled(shell, asked).await?;
        let terms = Terms {
            authority: AuthorityView {
                url: met.url,
                name: Some(met.name),
            },
            agreement,
            regions,
        };
        Ok((client, terms))
    }

    /// The authorities that were met, or applied to.
    pub(crate) async fn known_authorities(&self) -> Result<Vec<AuthorityView>, Failure> {
        let mut known: Vec<AuthorityView> = self
            .practice_authority()
            .await?
            .map(|it| AuthorityView {
                url: it.url,
                name: Some(it.name),
            })
            .into_iter()
            .collect();
        for enrolment in self.all_enrolments().await? {
            if known.iter().all(|it| it.url != enrolment.authority) {
                known.push(AuthorityView {
                    url: enrolment.authority,
                    name: None,
                });
            }
        }
        Ok(known)
    }
}
