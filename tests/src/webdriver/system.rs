//! What a desktop environment does for a program, done for the tests: it shows notifications and a tray, locks the
//! screen and sleeps. All of it is on the session bus of a [`Computer`]; the program finds its system bus there, too.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use zbus::blocking::{Connection, Proxy, connection};
use zbus::message::Header;
use zbus::zvariant::OwnedValue;

use super::{Computer, until};

const NOTIFICATIONS: &str = "/org/freedesktop/Notifications";
const LOGIN: &str = "/org/freedesktop/login1";

/// A notification as it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its number.
    pub id: u32,
    /// Its first line.
    pub title: String,
    /// What is under it.
    pub body: String,
}

type Kept<T> = Arc<Mutex<Vec<T>>>;

fn kept<T: Clone>(all: &Kept<T>) -> Vec<T> {
    all.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn keep<T>(all: &Kept<T>, one: T) -> usize {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    all.push(one);
    all.len()
}

/// `org.freedesktop.Notifications`.
struct Notifications(Kept<Shown>);

#[zbus::interface(name = "org.freedesktop.Notifications")]
impl Notifications {
    #[expect(clippy::too_many_arguments, reason = "as the specification has it")]
    fn notify(
        &self,
        _program: &str,
        _replaces: u32,
        _icon: &str,
        title: String,
        body: String,
        _actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let id = u32::try_from(kept(&self.0).len() + 1).unwrap_or(u32::MAX);
        keep(&self.0, Shown { id, title, body });
        id
    }

    fn close_notification(&self, _id: u32) {}

    fn get_capabilities(&self) -> Vec<String> {
        ["body", "actions"].map(str::to_owned).to_vec()
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("tests", "tests", "1", "1.2")
    }
}

/// `org.kde.StatusNotifierWatcher`, with a host that shows what is registered.
struct Watcher(Kept<(String, String)>);

#[zbus::interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    fn register_status_notifier_item(&self, service: String, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string);
        keep(&self.0, (sender.unwrap_or_default(), service));
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        let items = kept(&self.0).into_iter();
        items.map(|(sender, path)| sender + &path).collect()
    }
}

/// The desktop environment. Dropped, it is gone from the bus.
#[derive(Debug)]
pub struct System {
    bus: Connection,
    notifications: Kept<Shown>,
    items: Kept<(String, String)>,
}

impl System {
    /// Takes its names on the bus of a computer, whose programs then find the system bus there.
    ///
    /// # Panics
    /// When the bus gives it none.
    #[must_use]
    pub fn start(computer: &mut Computer) -> Self {
        let address = computer.bus().to_owned();
        let (notifications, items) = (Kept::default(), Kept::default());
        let bus = connection::Builder::address(address.as_str())
            .and_then(|bus| bus.serve_at(NOTIFICATIONS, Notifications(Arc::clone(&notifications))))
            .and_then(|bus| bus.serve_at("/StatusNotifierWatcher", Watcher(Arc::clone(&items))))
            .and_then(|bus| bus.name("org.freedesktop.Notifications"))
            .and_then(|bus| bus.name("org.kde.StatusNotifierWatcher"))
            .and_then(|bus| bus.name("org.freedesktop.login1"))
            .and_then(|bus| bus.name("org.freedesktop.ScreenSaver"))
            .and_then(connection::Builder::build)
            .expect("names on the bus");
        computer.set("DBUS_SYSTEM_BUS_ADDRESS", address);
        Self {
            bus,
            notifications,
            items,
        }
    }

    /// Every notification that was shown.
    #[must_use]
    pub fn notifications(&self) -> Vec<Shown> {
        kept(&self.notifications)
    }

    /// Waits until there are so many notifications; all of them.
    pub async fn see_notifications(&self, count: usize) -> Vec<Shown> {
        let look = async || Some(self.notifications()).filter(|all| all.len() >= count);
        until("a notification", look).await
    }

    /// Waits until the newest item of the tray has its mark, or has none.
    pub async fn see_tray(&self, marked: bool) {
        let look = async || (self.is_tray_marked()? == marked).then_some(());
        until(&format!("the tray, marked: {marked}"), look).await;
    }

    /// By the size of the picture: the program's own icon is another one.
    fn is_tray_marked(&self) -> Option<bool> {
        let (owner, path) = kept(&self.items).pop()?;
        let item = Proxy::new(&self.bus, owner, path, "org.kde.StatusNotifierItem").ok()?;
        let file: String = item.get_property("IconName").ok()?;
        let marked = tanba_testkit::repository().join("icons/tray/marked.png");
        let [shown, marked] =
            [file.into(), marked].map(|file: PathBuf| size(&fs::read(file).ok()?));
        Some(shown? == marked?)
    }

    /// A person clicks on a notification.
    pub fn click(&self, notification: u32) {
        let words = &(notification, "default");
        self.tell(
            NOTIFICATIONS,
            "org.freedesktop.Notifications",
            "ActionInvoked",
            words,
        );
    }

    /// The screen saver begins or ends.
    pub fn cover_screen(&self, active: bool) {
        let (path, interface) = (
            "/org/freedesktop/ScreenSaver",
            "org.freedesktop.ScreenSaver",
        );
        self.tell(path, interface, "ActiveChanged", &(active,));
    }

    /// The session is locked.
    pub fn lock_session(&self) {
        let interface = "org.freedesktop.login1.Session";
        self.tell("/org/freedesktop/login1/session/_1", interface, "Lock", &());
    }

    /// The computer goes to sleep, or wakes.
    pub fn sleep(&self, begins: bool) {
        let interface = "org.freedesktop.login1.Manager";
        self.tell(LOGIN, interface, "PrepareForSleep", &(begins,));
    }

    fn tell<B>(&self, path: &str, interface: &str, signal: &str, words: &B)
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        let told = self
            .bus
            .emit_signal(None::<&str>, path, interface, signal, words);
        told.expect("a signal");
    }
}

/// Width and height of a PNG, as its header has them.
fn size(png: &[u8]) -> Option<[u8; 8]> {
    png.get(16..24)?.try_into().ok()
}
