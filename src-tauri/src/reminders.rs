//! What the system tells while nobody looks: that keys end, and that an application for keys went on. A click
//! opens the window where that is gone on with.

use tanba_agent::EnrolmentView;
use tanba_agent::desk::{Desk, Place, Reminder};
use tanba_protocol::Argument;
use tanba_protocol::authority::ApplicationStage;
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;

use crate::language::Shown;
use crate::windows;

/// What the notifications are known by among others.
const GROUP: &str = "reminders";
/// The same of those about applications.
const APPLICATIONS: &str = "applications";

/// Shows a notification of each.
pub(crate) fn tell(app: &AppHandle, reminders: &[Reminder]) {
    for reminder in reminders {
        notify(app, words(app, reminder), GROUP);
    }
}

/// Tells what an application came to that waits for the person now.
pub(crate) fn tell_of_application(app: &AppHandle, enrolment: &EnrolmentView) {
    let title = match enrolment.stage {
        Some(ApplicationStage::Issued) => "desktop-certificates-ready",
        Some(ApplicationStage::Returned) => "desktop-application-returned",
        Some(ApplicationStage::Refused) => "desktop-application-refused",
        _ => return,
    };
    let title = app.state::<Shown>().texts().label(title);
    let body = enrolment.name.clone().unwrap_or_default();
    notify(app, (title, body), APPLICATIONS);
}

fn notify(app: &AppHandle, (title, body): (String, String), group: &str) {
    let builder = app.notification().builder();
    if let Err(error) = builder.title(title).body(body).group(group).show() {
        log::info!("no notification: {error}");
    }
}

fn words(app: &AppHandle, reminder: &Reminder) -> (String, String) {
    let texts = app.state::<Shown>().texts();
    let holder = Argument::Text(reminder.holder.clone());
    let title = match reminder.days {
        ..0 => texts.label("desktop-key-ended"),
        days => texts.text("desktop-key-ends", &[("days", Argument::Number(days))]),
    };
    let body = match &reminder.organisation {
        Some(organisation) => {
            let organisation = Argument::Text(organisation.clone());
            texts.text(
                "desktop-key-of-both",
                &[("holder", holder), ("organisation", organisation)],
            )
        }
        None => texts.text("desktop-key-of", &[("holder", holder)]),
    };
    (title, body)
}

/// Hears of clicks on notifications.
pub(crate) fn hear(app: &AppHandle) {
    let handle = app.clone();
    let heard = app.notification().on_action(move |performed| {
        let group = performed.notification().and_then(|shown| shown.group());
        match group {
            Some(GROUP) => open(&handle),
            Some(APPLICATIONS) => show(&handle, Place::GetKeys),
            _ => windows::show_main(&handle),
        }
    });
    if let Err(error) = heard {
        log::info!("clicks on notifications are not heard: {error}");
    }
}

/// Shows when keys end.
pub(crate) fn open(app: &AppHandle) {
    show(app, Place::Renewals);
}

fn show(app: &AppHandle, place: Place) {
    windows::show_main(app);
    app.state::<std::sync::Arc<Desk>>().show(place);
}
