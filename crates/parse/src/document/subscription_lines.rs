//! Recognises the parts of a newsletter that are meant for one recipient: the lines to unsubscribe and to open the
//! e-mail in a browser, and links by which the sender knows who followed them.

use std::borrow::Cow;
use url::Url;

/// Words with which one recipient unsubscribes, changes preferences or opens the e-mail in a browser, in lower case.
#[rustfmt::skip]
const PHRASES: [&str; 90] = [
    "unsubscribe", "opt out", "opt-out", "update your preferences", "update preferences", "manage preferences",
    "manage your preferences", "manage your subscription", "manage subscription", "email preferences",
    "subscription preferences", "update your profile", "change your email", "stop receiving",
    "view this email", "view in browser", "view in your browser", "view online", "view it online", "view web version",
    "web version", "in your browser", "in a browser", "read online", "read this online", "view as a web page",
    "trouble viewing", "trouble reading", "having trouble viewing", "email not displaying", "not displaying correctly",
    "forward to a friend", "forward this email", "add us to your address book", "why did i get this",
    "you are receiving this", "you're receiving this", "you received this",
    "abmelden", "abbestellen", "austragen", "abmeldelink", "im browser ansehen", "im browser anzeigen", "im browser öffnen",
    "online-version", "webversion", "wird diese e-mail nicht richtig", "wird dieser newsletter nicht",
    "désabonner", "désinscrire", "se désinscrire", "dans votre navigateur", "dans le navigateur", "version en ligne",
    "darse de baja", "darte de baja", "cancelar suscripción", "cancelar la suscripción", "en el navegador", "en tu navegador",
    "versión web", "disiscriv", "annulla l'iscrizione", "cancellati", "nel browser", "cancelar inscrição",
    "cancelar a inscrição", "descadastr", "no navegador", "uitschrijven", "afmelden", "in de browser", "webversie",
    "avregistrera", "avprenumerera", "avsluta prenumeration", "i webbläsaren", "framelding", "meld deg av", "peruuta tilaus",
    "wypisz", "zrezygnuj z", "w przeglądarce", "odhlásit", "отписаться", "в браузере", "відписатися", "退订", "取消订阅",
];

/// The same in scripts that are not separated into words.
#[rustfmt::skip]
const MORE_PHRASES: [&str; 9] = [
    "取消訂閱", "浏览器中查看", "瀏覽器中檢視", "配信停止", "配信解除", "登録解除", "ブラウザで", "구독 취소", "수신거부",
];

/// Parts of the addresses of such links, in lower case.
const ADDRESS_PARTS: [&str; 14] = [
    "unsubscribe",
    "unsub?",
    "/unsub/",
    "optout",
    "opt-out",
    "opt_out",
    "list-manage.com/profile",
    "manage-subscription",
    "manage_subscription",
    "email-preferences",
    "email_preferences",
    "update-preferences",
    "forward-to-friend",
    "*|unsub|*",
];

/// Query parameters that name the recipient or the campaign.
#[rustfmt::skip]
const PERSONAL_PARAMETERS: [&str; 38] = [
    "mc_eid", "mc_cid", "_hsenc", "_hsmi", "__s", "__hstc", "mkt_tok", "vero_id", "vero_conv", "oly_enc_id",
    "oly_anon_id", "ck_subscriber_id", "subscriber", "subscriber_id", "subscriberid", "recipient", "recipient_id",
    "rid", "uid", "user_id", "userid", "email", "e-mail", "mail", "token", "wickedid", "trk_contact", "trk_msg",
    "ml_subscriber", "ml_subscriber_hash", "sc_eh", "s_cid", "bbeml", "elqtrackid", "elqaid", "dm_i", "fbclid", "gclid",
];

/// Whether a short text is a line for one recipient.
pub(crate) fn is_subscription_line(text: &str) -> bool {
    let lower = text.to_lowercase();
    PHRASES.iter().chain(&MORE_PHRASES).any(|phrase| lower.contains(phrase))
}

/// Whether the address is one at which a recipient unsubscribes.
pub(crate) fn is_subscription_address(address: &str) -> bool {
    let lower = address.to_lowercase();
    ADDRESS_PARTS.iter().any(|part| lower.contains(part))
}

/// The address without the parameters that name the recipient; `None` if the whole address does.
pub(crate) fn without_recipient(address: &str) -> Option<Cow<'_, str>> {
    let Some(mut url) = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
    else {
        return Some(Cow::Borrowed(address));
    };
    let is_personal = |name: &str, value: &str| {
        let name = name.to_lowercase();
        PERSONAL_PARAMETERS.contains(&name.as_str()) || name.starts_with("utm_") || value.contains('@')
    };
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    // A redirect that states its target is replaced by the target.
    let target = pairs.iter().find(|(name, value)| {
        ["url", "u", "redirect", "redirect_url", "target", "dest", "destination"]
            .contains(&name.to_lowercase().as_str())
            && (value.starts_with("https://") || value.starts_with("http://"))
    });
    if let Some((_, target)) = target {
        return without_recipient(target).map(|target| Cow::Owned(target.into_owned()));
    }
    let kept: Vec<&(String, String)> =
        pairs.iter().filter(|(name, value)| !is_personal(name, value)).collect();
    if kept.iter().any(|(_, value)| is_token(value)) || url.path().split('/').any(is_long_token) {
        return None;
    }
    if kept.len() == pairs.len() {
        return Some(Cow::Borrowed(address));
    }
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    Some(Cow::Owned(url.into()))
}

/// Whether the text is a code for a recipient rather than words: long, with letters and digits.
fn is_token(text: &str) -> bool {
    let has = |test: fn(&char) -> bool| text.chars().any(|c| test(&c));
    text.len() >= 20
        && !text.contains('-')
        && has(char::is_ascii_digit)
        && has(char::is_ascii_alphabetic)
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "_.~=+/%".contains(c))
}

/// The same for a part of a path, where the number of an article may be long too.
fn is_long_token(text: &str) -> bool {
    text.len() >= 48 && !text.contains('.') && text.matches('-').count() <= text.len() / 16 && {
        let has = |test: fn(&char) -> bool| text.chars().any(|c| test(&c));
        has(char::is_ascii_digit) && has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase)
    }
}

/// Removes from a plain text the lines by which one recipient unsubscribes or opens the e-mail in a browser: a line
/// with such words and an address, or with the address on the next line.
pub(crate) fn remove_subscription_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let has_address =
        |line: &str| line.contains("https://") || line.contains("http://") || line.contains("mailto:");
    let is_only_address = |line: &str| has_address(line) && line.split_whitespace().count() == 1;
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let words = line.split_whitespace().count();
        let is_line = words <= 30 && is_subscription_line(line);
        let addressed =
            line.split_whitespace().any(|word| has_address(word) && is_subscription_address(word));
        if (is_line && has_address(line)) || addressed {
            at += 1;
        } else if is_line && is_only_address(next) {
            at += 2;
        } else {
            out.push_str(line);
            out.push('\n');
            at += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_the_recipient() {
        let cases = [
            ("https://example.org/a?utm_source=x&id=7&mc_eid=abc", Some("https://example.org/a?id=7")),
            ("https://example.org/a?email=jane@example.org", Some("https://example.org/a")),
            (
                "https://t.example/click?url=https%3A%2F%2Fexample.org%2Fa%3Fmc_eid%3D1",
                Some("https://example.org/a"),
            ),
            ("https://t.example/ls/click?upn=u001AbCdEfGh1234567890abcdef", None),
            (
                "https://example.org/2026/03/04/a-long-title-of-an-article-with-many-words-in-2026/",
                Some("https://example.org/2026/03/04/a-long-title-of-an-article-with-many-words-in-2026/"),
            ),
            ("mailto:a@example.org", Some("mailto:a@example.org")),
        ];
        for (address, expected) in cases {
            assert_eq!(without_recipient(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn lines_for_one_recipient_are_removed() {
        let text = "Hello.\n\nView this email in your browser:\nhttps://example.org/v?id=S\n\nI want to unsubscribe from life.\n\
                    Abmelden: https://example.org/u?id=S\n";
        assert_eq!(remove_subscription_lines(text), "Hello.\n\n\nI want to unsubscribe from life.\n");
    }
}
