//! Practising: the authority of this computer, a key from it, and an end of it.

use secrecy::SecretString;
use tanba_online::ErrorKind;
use tanba_pki::Certificate;
use tanba_protocol::{Event, Failure, FailureCode, Progress, Stage};
use tanba_store::names;

use super::sidecar::{self, Sidecar};
use super::{KnownAuthority, PRACTICE, is_practice};
use crate::agent::{Agent, Patience};
use crate::desk::{PracticeView, PractisePlace};
use crate::failure::Explain;
use crate::make_key::{AuthorityKeyRequest, KeyAlgorithm, TokenRegistrationRequest, clear_pending};
use crate::output::write_failure;
use crate::shell::{Shell, unless_cancelled};
use crate::tokens::{KeyReference, certified_algorithm};

impl Agent {
    /// Starts the practice authority of this computer where it does not run, and gets a key from it
    /// where there is none that is good. The first time, it makes the environment `practice` and,
    /// for a person who has no other keys, sets it.
    ///
    /// # Errors
    /// [`FailureCode::PracticeProgramMissing`], [`FailureCode::PracticePortTaken`],
    /// [`FailureCode::PracticeAuthorityFailed`], [`FailureCode::PracticeAuthorityChanged`] and the
    /// like; [`FailureCode::Cancelled`].
    pub async fn practise(
        &self,
        place: &PractisePlace,
        shell: &dyn Shell,
    ) -> Result<PracticeView, Failure> {
        shell.event(Event::Progress(Progress {
            stage: Stage::Fetching,
            bytes_done: 0,
            bytes_total: None,
        }));
        let url = unless_cancelled(shell, self.wake_practice()).await?;
        let known = self.practice_authority().await?;
        // A key on a token is asked for by whoever wants another one than is there.
        let key = match (&known, place) {
            (Some(known), PractisePlace::File) => self.practice_key(known).await?,
            _ => None,
        };
        let key = match (key, place) {
            (Some(key), _) => key,
            (None, PractisePlace::File) => self.new_practice_key(url, shell).await?,
            (None, PractisePlace::Token { serial }) => {
                self.new_practice_key_on(serial, url, shell).await?
            }
            (None, PractisePlace::SoftwareToken) => {
                let serial = self.practice_token(shell).await?;
                self.new_practice_key_on(&serial, url, shell).await?
            }
        };
        let known = self.practice_authority().await?;
        let known = known.ok_or_else(|| Failure::new(FailureCode::Internal))?;
        Ok(PracticeView {
            url: known.url,
            fingerprint: known.fingerprint,
            running: true,
            key: Some(key),
        })
    }

    /// The practice authority that is trusted here, if any.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn practice_state(&self) -> Result<Option<PracticeView>, Failure> {
        let Some(known) = self.practice_authority().await? else {
            return Ok(None);
        };
        // While it is being started or stopped, it does not answer.
        let is_ours = match self.practice.sidecar.try_lock() {
            Ok(mut sidecar) => Some(sidecar.as_mut().is_some_and(Sidecar::is_running)),
            Err(_) => None,
        };
        let running = match is_ours {
            Some(false) => self.answers(&known).await,
            other => other == Some(true),
        };
        Ok(Some(PracticeView {
            key: self.practice_key(&known).await?,
            url: known.url,
            fingerprint: known.fingerprint,
            running,
        }))
    }

    /// Ends the practice authority of this computer and trusts it no longer. Its keys stay where
    /// they are, and what it kept is put aside: the next one begins anew.
    ///
    /// # Errors
    /// When the database cannot be written, or the folder not be moved.
    pub async fn forget_practice(&self) -> Result<(), Failure> {
        let mut sidecar = self.practice.sidecar.lock().await;
        if let Some(sidecar) = sidecar.take() {
            sidecar.stop().await;
        }
        let folder = self.folders.practice();
        if folder.is_dir() {
            let now = self.clock.now().unix_timestamp();
            let aside = (0..1_000)
                .map(|number| folder.with_extension(format!("forgotten-{}", now + number)))
                .find(|aside| !aside.exists())
                .unwrap_or_else(|| folder.with_extension("forgotten"));
            std::fs::rename(&folder, &aside).map_err(|error| write_failure(&error, &folder))?;
        }
        match self.remove_environment(PRACTICE).await {
            Err(failure) if failure.code == FailureCode::EnvironmentUnknown => Ok(()),
            other => other,
        }
    }

    /// The address at which an authority answers: the practice authority of this computer is started for
    /// it.
    pub(crate) async fn awake(&self, address: String) -> Result<String, Failure> {
        if self.own_practice().await?.contains(&address) {
            return self.wake_practice().await;
        }
        Ok(address)
    }

    /// The addresses of the practice authority that lies here and can be started from here.
    pub(crate) async fn own_practice(&self) -> Result<Vec<String>, Failure> {
        if !self.practice.has_program() || !self.folders.practice().is_dir() {
            return Ok(Vec::new());
        }
        let trusted = self.practice_authority().await?.map(|known| known.url);
        let started = self.setting(&names::PRACTICE_ADDRESS).await;
        Ok(started.into_iter().chain(trusted).collect())
    }

    /// Makes sure that the practice authority answers, and tells where.
    pub(crate) async fn wake_practice(&self) -> Result<String, Failure> {
        let mut running = self.practice.sidecar.lock().await;
        if let Some(sidecar) = running.as_mut()
            && sidecar.is_running()
        {
            return Ok(sidecar.address().to_owned());
        }
        *running = None;
        let folder = self.folders.practice();
        if let Some(known) = self.practice_authority().await? {
            // Another Tanba may have started it, or the person.
            let client = self
                .authority_client(&known.url, Patience::Optional)
                .await?;
            match client.description().await {
                Ok(_) => return Ok(self.meet_authority(&client, None).await?.url),
                // Only what lies here can be started from here.
                Err(error) if matches!(error.kind, ErrorKind::Unreachable(_)) => {
                    if !folder.is_dir() {
                        return Err(error.explain());
                    }
                }
                Err(error) => {
                    return Err(Failure::new(FailureCode::PracticePortTaken)
                        .with_subject(known.url)
                        .with_detail(error));
                }
            }
        }
        if let Some(address) = self.setting(&names::PRACTICE_ADDRESS).await
            && folder.is_dir()
        {
            // Nothing trusts it yet, and another Tanba may have started it.
            let client = self.authority_client(&address, Patience::Optional).await?;
            if client.health().await.is_ok() {
                return Ok(address);
            }
        }
        let program = self.practice.program.as_deref();
        let program = program.ok_or_else(|| Failure::new(FailureCode::PracticeProgramMissing))?;
        let sidecar = Sidecar::start(program, &folder).await?;
        let address = sidecar.address().to_owned();
        let client = self.authority_client(&address, Patience::Needed).await?;
        client.health().await.map_err(|error| error.explain())?;
        let met = self.meet_authority(&client, None).await?;
        if self.practice_authority().await?.is_some() {
            self.trust_authority(&met).await?;
        }
        let settings = self.store().await?.settings();
        let kept = settings.set(&names::PRACTICE_ADDRESS, &address).await;
        kept.map_err(|error| error.explain())?;
        *running = Some(sidecar);
        Ok(address)
    }

    /// Has the authority answer that a practice certificate needs: for its time stamps, and for
    /// what is known of revocation. Nothing happens for others, or where it cannot be started.
    pub(crate) async fn wake_practice_for(
        &self,
        certificate: Option<&Certificate>,
    ) -> Result<(), Failure> {
        if self.practice.has_program() && certificate.is_some_and(is_practice) {
            self.wake_practice().await?;
        }
        Ok(())
    }

    async fn answers(&self, known: &KnownAuthority) -> bool {
        match self.authority_client(&known.url, Patience::Optional).await {
            Ok(client) => client.health().await.is_ok(),
            Err(_) => false,
        }
    }

    async fn new_practice_key(&self, url: String, shell: &dyn Shell) -> Result<String, Failure> {
        let folder = self.folders.practice_keys();
        std::fs::create_dir_all(&folder).map_err(|error| write_failure(&error, &folder))?;
        // Their invitations are lost, and another costs nothing.
        clear_pending(&folder);
        let token = self.practice_invitation(&url, shell).await?;
        let is_first = self.is_first_practice().await;
        let request = AuthorityKeyRequest {
            authority: url,
            token,
            fingerprint: None,
            algorithm: KeyAlgorithm::Gost512,
            folder,
        };
        let made = self.make_key(&request, shell).await?;
        self.begin_practice(is_first).await?;
        Ok(made.made.key.display().to_string())
    }

    async fn new_practice_key_on(
        &self,
        serial: &str,
        url: String,
        shell: &dyn Shell,
    ) -> Result<String, Failure> {
        let (token, info) = self.token_with_info(Some(serial)).await?;
        let algorithm = certified_algorithm(&token, &info)?;
        let code = self.practice_invitation(&url, shell).await?;
        let is_first = self.is_first_practice().await;
        let request = TokenRegistrationRequest {
            authority: url,
            code,
            fingerprint: None,
            algorithm,
            token: Some(serial.to_owned()),
            label: "Tanba practice".to_owned(),
        };
        let made = self.make_key_on_token(&request, shell).await?;
        self.begin_practice(is_first).await?;
        Ok(made.key.reference)
    }

    /// A one-time token of the authority of this computer.
    async fn practice_invitation(
        &self,
        url: &str,
        shell: &dyn Shell,
    ) -> Result<SecretString, Failure> {
        let program = self.practice.program.as_deref();
        let program = program.ok_or_else(|| Failure::new(FailureCode::PracticeProgramMissing))?;
        let authority = self.folders.practice();
        if !authority.is_dir() {
            // Somebody else's authority, which invites nobody from here.
            return Err(Failure::new(FailureCode::PracticeAuthorityChanged).with_subject(url));
        }
        unless_cancelled(shell, sidecar::invite(program, &authority)).await
    }

    /// Whether the person has neither keys nor an environment yet.
    async fn is_first_practice(&self) -> bool {
        self.setting(&names::ENVIRONMENT).await.is_none() && !self.has_keys().await
    }

    async fn begin_practice(&self, is_first: bool) -> Result<(), Failure> {
        if is_first {
            self.set_setting(names::ENVIRONMENT.name(), Some(PRACTICE))
                .await?;
        }
        Ok(())
    }

    /// Whether keys other than for practice were opened here.
    async fn has_keys(&self) -> bool {
        let Ok(store) = self.store().await else {
            return true;
        };
        store.keys().all().await.is_ok_and(|keys| {
            keys.iter().any(|seen| {
                !Certificate::from_der(&seen.certificate_der)
                    .is_ok_and(|certificate| is_practice(&certificate))
            })
        })
    }

    /// A key that the authority certified, that is still good and still lies where it was.
    async fn practice_key(&self, known: &KnownAuthority) -> Result<Option<String>, Failure> {
        let seen = self.store().await?.keys().all().await;
        let now = self.clock.now();
        let key = seen
            .map_err(|error| error.explain())?
            .into_iter()
            .filter(|seen| seen.revoked.is_none())
            .map(|seen| (seen.location, seen.certificate_der))
            .find(|(location, der)| {
                // Whether a token is there is seen when it is needed.
                let is_there = match KeyReference::parse(location) {
                    Ok(KeyReference::File(path)) => path.is_file(),
                    Ok(KeyReference::Token(_)) => true,
                    Err(_) => false,
                };
                is_there
                    && Certificate::from_der(der).is_ok_and(|certificate| {
                        is_practice(&certificate)
                            && known
                                .validate(&certificate, Vec::new(), now)
                                .failure
                                .is_none()
                    })
            });
        Ok(key.map(|(location, _)| location))
    }
}
