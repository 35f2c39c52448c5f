//! A window that remembers what it heard, and the person before it.

use std::collections::VecDeque;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use tanba_agent::desk::{
    Call, Changed, Desk, Notice, OrderedForm, PickKind, Reply, SignOrder, Window,
};
use tanba_agent::{Agent, Clock, FixedClock, Folders, ModulePlaces, NoKeyring, Signed};
use tanba_keystore::token::Places;
use tanba_protocol::{Answer, Event, Failure, PinPrompt, Prompt, SignPrompt};
use tokio::sync::{mpsc, watch};

use crate::world::{NOW, World};

#[derive(Default)]
pub(crate) struct Heard {
    pub(crate) notices: Mutex<Vec<Notice>>,
    pub(crate) picks: Mutex<VecDeque<Vec<PathBuf>>>,
    /// After so many documents were signed, whoever tells of it goes no further.
    last: Mutex<Option<usize>>,
}

impl Heard {
    fn signed(&self) -> Vec<Signed> {
        let notices = self.notices.lock().unwrap();
        let signed = notices.iter().filter_map(|notice| match notice {
            Notice::Signed { signed, .. } => Some(signed.clone()),
            _ => None,
        });
        signed.collect()
    }
}

struct TestWindow {
    heard: Arc<Heard>,
    prompts: mpsc::UnboundedSender<Option<Prompt>>,
    count: watch::Sender<usize>,
}

impl Window for TestWindow {
    fn notice(&self, notice: Notice) {
        self.heard.notices.lock().unwrap().push(notice);
        self.count.send_modify(|count| *count += 1);
        if let Some(last) = *self.heard.last.lock().unwrap()
            && self.heard.signed().len() >= last
        {
            println!("standing still");
            loop {
                std::thread::park();
            }
        }
    }

    fn prompt(&self, prompt: Option<Prompt>) {
        let _ = self.prompts.send(prompt);
    }

    fn pick<'a>(
        &'a self,
        _what: PickKind,
        _name: Option<&'a str>,
    ) -> Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send + 'a>> {
        let picked = self.heard.picks.lock().unwrap().pop_front();
        Box::pin(async move { picked.unwrap() })
    }

    fn reveal(&self, _path: &Path) -> Result<(), Failure> {
        Ok(())
    }

    fn open(&self, _path: &Path) -> Result<(), Failure> {
        Ok(())
    }

    fn autostart(&self) -> Option<bool> {
        None
    }

    fn set_autostart(&self, _on: bool) -> Result<(), Failure> {
        Ok(())
    }
}

/// A desk, and who sits at it.
pub(crate) struct Person {
    pub(crate) desk: Arc<Desk>,
    pub(crate) heard: Arc<Heard>,
    prompts: mpsc::UnboundedReceiver<Option<Prompt>>,
    count: watch::Receiver<usize>,
}

impl Person {
    /// At a desk of this machine; as many as wanted may share it.
    pub(crate) fn at(world: &World) -> Self {
        Self::with_data(&world.path(""))
    }

    pub(crate) fn with_data(root: &Path) -> Self {
        Self::with_modules(root, ModulePlaces::default())
    }

    /// Where a module reaches tokens.
    pub(crate) fn with_module(world: &World, module: &Path) -> Self {
        let places = Places {
            modules: Some(module.into()),
            ..Places::at(&world.path("nothing"))
        };
        let modules = ModulePlaces {
            places: Some(places),
            ..ModulePlaces::default()
        };
        Self::with_modules(&world.path(""), modules)
    }

    /// Where it is another time.
    pub(crate) fn with_clock(world: &World, clock: Arc<dyn Clock>) -> Self {
        Self::new(&world.path(""), ModulePlaces::default(), clock)
    }

    fn with_modules(root: &Path, modules: ModulePlaces) -> Self {
        Self::new(root, modules, Arc::new(FixedClock(NOW)))
    }

    fn new(root: &Path, modules: ModulePlaces, clock: Arc<dyn Clock>) -> Self {
        let agent = Agent::new(clock, Folders::below(root), Arc::new(NoKeyring));
        let agent = agent.with_modules(modules);
        let heard = Arc::new(Heard::default());
        let (sender, prompts) = mpsc::unbounded_channel();
        let (count_sender, count) = watch::channel(0);
        let window = TestWindow {
            heard: Arc::clone(&heard),
            prompts: sender,
            count: count_sender,
        };
        Self {
            desk: Desk::new(agent, Arc::new(window)),
            heard,
            prompts,
            count,
        }
    }

    pub(crate) async fn call(&self, call: Call) -> Result<Reply, Failure> {
        self.desk.call(1, call).await
    }

    /// Begins a call and goes on.
    pub(crate) fn begin(&self, task: u32, call: Call) -> Running {
        let desk = Arc::clone(&self.desk);
        Running(tokio::spawn(async move { desk.call(task, call).await }))
    }

    /// What the prompt window shows next; `None` when it goes away.
    pub(crate) async fn shown(&mut self) -> Option<Prompt> {
        self.prompts.recv().await.unwrap()
    }

    /// Nothing new was shown.
    pub(crate) fn is_left_alone(&mut self) -> bool {
        self.prompts.try_recv().is_err()
    }

    /// The next prompt, which is for a signature.
    pub(crate) async fn sign_prompt(&mut self) -> SignPrompt {
        match self.shown().await {
            Some(Prompt::Sign(sign)) => sign,
            other => panic!("{other:?}"),
        }
    }

    /// The next prompt, which is for a PIN.
    pub(crate) async fn pin_prompt(&mut self) -> PinPrompt {
        loop {
            match self.shown().await {
                Some(Prompt::Pin(pin)) => return pin,
                None => {}
                other => panic!("{other:?}"),
            }
        }
    }

    pub(crate) fn give(&self, prompt: &PinPrompt, pin: &str) {
        let secret = pin.into();
        let answer = Answer::Confirm { key: None, secret };
        assert!(self.desk.answer(prompt.id, answer));
    }

    pub(crate) fn confirm(&self, prompt: &SignPrompt, secret: &str) -> bool {
        self.choose(prompt, None, secret)
    }

    pub(crate) fn choose(&self, prompt: &SignPrompt, key: Option<&str>, secret: &str) -> bool {
        let answer = Answer::Confirm {
            key: key.map(str::to_owned),
            secret: secret.into(),
        };
        self.desk.answer(prompt.id, answer)
    }

    /// Waits until something is heard that fits.
    pub(crate) async fn hears(&mut self, fits: impl Fn(&Notice) -> bool) {
        loop {
            self.count.mark_unchanged();
            if self.heard.notices.lock().unwrap().iter().any(&fits) {
                return;
            }
            self.count.changed().await.unwrap();
        }
    }

    pub(crate) fn signed(&self) -> Vec<Signed> {
        self.heard.signed()
    }

    /// For a process that is going to be killed.
    pub(crate) fn stand_still_after(&self, documents: usize) {
        *self.heard.last.lock().unwrap() = Some(documents);
    }

    pub(crate) fn heard_of(&self, what: Changed) -> bool {
        let notices = self.heard.notices.lock().unwrap();
        notices
            .iter()
            .any(|notice| matches!(notice, Notice::Changed { what: other } if *other == what))
    }
}

pub(crate) fn is_progress(notice: &Notice) -> bool {
    matches!(
        notice,
        Notice::Event {
            event: Event::Progress(_),
            ..
        }
    )
}

/// A call under way.
pub(crate) struct Running(tokio::task::JoinHandle<Result<Reply, Failure>>);

impl Running {
    pub(crate) async fn end(self) -> Result<Reply, Failure> {
        self.0.await.unwrap()
    }

    pub(crate) async fn signed(self) -> Vec<Signed> {
        match self.end().await.unwrap() {
            Reply::Sign(signed) => signed,
            other => panic!("{other:?}"),
        }
    }
}

/// An order as the window makes it, without a time stamp.
pub(crate) fn order(key: Option<&Path>, documents: &[PathBuf]) -> SignOrder {
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    SignOrder {
        documents: documents.iter().map(|path| text(path)).collect(),
        key: key.map(text).unwrap_or_default(),
        form: OrderedForm::Automatic,
        time_stamp: Some(false),
        folder: None,
        allow_expired: false,
        visible: None,
    }
}

pub(crate) fn sign(key: &Path, documents: &[PathBuf]) -> Call {
    Call::Sign {
        order: order(Some(key), documents),
    }
}
