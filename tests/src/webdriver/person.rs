//! What a person does more than once.

use super::{Page, Window, by_name, until};

/// The field of a password, and of the same once more.
const PASSWORDS: &str = "//input[@autocomplete='new-password']";
/// The field of the password that opens a key.
const PASSWORD: &str = "//input[@type='password']";
/// The button of the prompt window that answers.
const SEND: &str = "(//footer//button)[last()]";

impl Window {
    /// The first run in English, up to a practice key with this password.
    pub async fn practise_first(&self, password: &str) {
        self.look_at(Page::Main).await;
        self.press_at("//label[normalize-space()='English']").await;
        self.picture("01-first-run").await;
        self.press("Continue").await;
        self.picture("02-first-choice").await;
        self.press_at("//button[.//*[normalize-space()='Practise']]")
            .await;
        self.look_at(Page::Prompt).await;
        self.type_into(&format!("({PASSWORDS})[1]"), password).await;
        self.type_into(&format!("({PASSWORDS})[2]"), password).await;
        self.picture("03-prompt-new-password").await;
        self.send().await;
        self.look_at(Page::Main).await;
        self.see("//*[contains(., 'Fingerprint of the practice authority')]")
            .await;
        self.picture("04-practice-key").await;
        self.press("Open Tanba").await;
        self.see("//nav").await;
    }

    /// Presses the one button to sign, in the main window.
    pub async fn order_signing(&self) {
        self.look_at(Page::Main).await;
        self.press_at("//*[@data-test='sign']").await;
    }

    /// Gives the password that the prompt window asks for.
    pub async fn answer(&self, password: &str) {
        self.look_at(Page::Prompt).await;
        self.type_into(PASSWORD, password).await;
        self.send().await;
    }

    /// Presses until what was typed has left: what is pressed is ignored, too, for a moment after the prompt window
    /// has appeared, moved or got the focus.
    async fn send(&self) {
        until("what was typed to leave", async || {
            self.press_at(SEND).await;
            let typed = match self.try_see(PASSWORD).await {
                Some(field) => field.prop("value").await.ok().flatten(),
                None => None,
            };
            typed.unwrap_or_default().is_empty().then_some(())
        })
        .await;
    }

    /// Gives the secret that the prompt window asks for under this heading, as often as it has fields for it.
    pub async fn give(&self, heading: &str, secret: &str) {
        self.look_at(Page::Prompt).await;
        self.see(&format!("//h1[normalize-space()='{heading}']"))
            .await;
        self.fill(&format!("{PASSWORD}[not(@disabled)]"), secret)
            .await;
        self.send().await;
    }

    /// Waits until the prompt window says that the password was wrong.
    pub async fn see_refusal(&self) {
        self.see("//*[@role='alert'][contains(., 'password')]")
            .await;
    }

    /// Goes to a section of the main window.
    pub async fn go(&self, section: &str) {
        self.look_at(Page::Main).await;
        self.press_at(&format!("//nav//a[normalize-space()='{section}']"))
            .await;
    }

    /// Chooses one of a few, by its words.
    pub async fn choose(&self, words: &str) {
        self.press_at(&by_name(words)).await;
    }

    /// Types into each of these fields.
    async fn fill(&self, xpath: &str, text: &str) {
        self.see(xpath).await;
        let count = self.count_of(xpath).await;
        for number in 1..=count {
            self.type_into(&format!("({xpath})[{number}]"), text).await;
        }
    }

    /// Types until the field has it: the prompt window takes nothing at first, so that it takes
    /// nothing that was meant for another one.
    pub async fn type_into(&self, xpath: &str, text: &str) {
        until(&format!("type into {xpath}"), async || {
            let field = self.try_see(xpath).await?;
            field.clear().await.ok()?;
            field.send_keys(text).await.ok()?;
            let typed = field.prop("value").await.ok()??;
            (typed == text).then_some(())
        })
        .await;
    }
}
