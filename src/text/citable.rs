//! How a contribution may be cited: what people answer when a form asks whether it may be published, in the six UN
//! languages.
//!
//! Nothing is guessed: a value that says two things, or none that is known here, says nothing.

use super::fold;

/// How it may be cited, as it is stored, in the order in which it is offered.
pub const WAYS: [&str; 3] = [BY_NAME, ANONYMOUSLY, NOT_AT_ALL];

/// As it is stored: by name.
pub const BY_NAME: &str = "by name";
const ANONYMOUSLY: &str = "anonymously";
const NOT_AT_ALL: &str = "not at all";

/// Without a name: words and phrases, folded. They are looked for first: some of them hold others.
const NAMELESS: &[&str] = &[
    "anonymously",
    "anonymous",
    "anonymised",
    "anonymized",
    "anonymity",
    "not by name",
    "not my name",
    "not with my name",
    "without my name",
    "without our name",
    "without the name",
    "without name",
    "not publish my name",
    "not publish our name",
    "without naming",
    "but not the name",
    "unnamed",
    "no attribution",
    "without attribution",
    "anonyme",
    "anonymement",
    "anonymisee",
    "anonymat",
    "sans mon nom",
    "sans notre nom",
    "sans nom",
    "sans mention du nom",
    "anonimo",
    "anonima",
    "anonimamente",
    "anonimato",
    "sin mi nombre",
    "sin nuestro nombre",
    "sin nombre",
    "анонимно",
    "анонимный",
    "анонимная",
    "анонимной форме",
    "без указания имени",
    "без имени",
    "без указания названия",
    "مجهول",
    "مجهول الهويه",
    "بدون اسم",
    "بدون ذكر اسم",
    "بدون ذكر الاسم",
    "دون ذكر اسم",
    "دون ذكر الاسم",
    "匿名",
    "不具名",
    "不署名",
    "不公开姓名",
];

/// What sounds like no and is yes.
const WILLING: &[&str] = &[
    "no objection",
    "no objections",
    "do not object",
    "don t object",
    "pas d objection",
    "sin objecion",
    "sin objeciones",
    "не возражаю",
    "не возражаем",
    "لا مانع",
    "لا اعتراض",
    "不反对",
    "没有异议",
    "无异议",
];

/// Not at all.
const REFUSING: &[&str] = &[
    "no",
    "not",
    "never",
    "don t",
    "confidential",
    "refuse",
    "non",
    "pas",
    "jamais",
    "confidentiel",
    "confidentielle",
    "confidencial",
    "нет",
    "не",
    "никогда",
    "конфиденциально",
    "لا",
    "كلا",
    "ليس",
    "سري",
    "سريه",
    "否",
    "不",
    "保密",
    "勿",
];

/// By name.
const NAMING: &[&str] = &[
    "yes",
    "by name",
    "name",
    "with my name",
    "agree",
    "public",
    "publish",
    "publicly",
    "published",
    "personal information",
    "named",
    "oui",
    "accepte",
    "d accord",
    "nom",
    "nominativement",
    "publier",
    "publie",
    "publiee",
    "publique",
    "acepto",
    "de acuerdo",
    "nombre",
    "publicar",
    "publicado",
    "publicada",
    "publico",
    "publica",
    "да",
    "согласен",
    "согласна",
    "согласны",
    "с указанием имени",
    "публиковать",
    "опубликовать",
    "открыто",
    "نعم",
    "اوافق",
    "موافق",
    "موافقون",
    "نوافق",
    "بالاسم",
    "ذكر الاسم",
    "نشر",
    "是",
    "同意",
    "可以",
    "署名",
    "具名",
    "公开",
    "实名",
];

/// On conditions: then it is not for a program to say.
const CONDITIONS: &[&str] = &[
    "if",
    "unless",
    "except",
    "provided",
    "depends",
    "partly",
    "in part",
    "parts",
    "si vous",
    "si nous",
    "s il",
    "sauf",
    "a condition",
    "en partie",
    "salvo",
    "excepto",
    "a condicion",
    "en parte",
    "если",
    "кроме",
    "при условии",
    "частично",
    "اذا",
    "الا",
    "بشرط",
    "جزئيا",
    "如果",
    "除非",
    "除了",
    "部分",
];

/// Phrases in the question by which a form asks whether a contribution may be published, folded.
const QUESTIONS: &[&str] = &[
    "may we publish",
    "can we publish",
    "may we cite",
    "may we quote",
    "can we quote",
    "may be published",
    "may be cited",
    "can be published",
    "consent to publication",
    "consent to publish",
    "consent to the publication",
    "consent to being published",
    "agree to publication",
    "agree to the publication",
    "publication consent",
    "publication privacy",
    "permission to publish",
    "publication permission",
    "pouvons nous publier",
    "peut etre publiee",
    "consentement a la publication",
    "autorisation de publication",
    "autorisez vous la publication",
    "acceptez vous la publication",
    "podemos publicar",
    "puede publicarse",
    "consentimiento para publicar",
    "consentimiento para la publicacion",
    "consentimiento de publicacion",
    "autoriza la publicacion",
    "autorizacion de publicacion",
    "согласие на публикацию",
    "согласие на опубликование",
    "можем ли мы опубликовать",
    "можно ли опубликовать",
    "الموافقه علي النشر",
    "الموافقه علي نشر",
    "هل يمكننا نشر",
    "هل توافق علي نشر",
    "هل توافقون علي نشر",
    "是否同意公开",
    "是否同意发布",
    "是否同意公布",
    "我们可否公布",
    "可否公开",
    "可以公开您的",
];

/// Words of a question to which a bare yes or no means something else: whether the name is published, or left out.
const OF_THE_NAME: &[&str] = &[
    "name",
    "names",
    "anonymously",
    "anonymous",
    "email",
    "nom",
    "noms",
    "anonyme",
    "anonymement",
    "nombre",
    "nombres",
    "anonima",
    "anonimamente",
    "имя",
    "имени",
    "анонимно",
    "اسم",
    "اسمك",
    "اسمكم",
    "姓名",
    "名称",
    "匿名",
];

/// A longer answer is a text, not a choice, in tokens.
const LONGEST: usize = 40;

/// How it may be cited, in the words that are stored; `None` for a value that does not say it for sure.
pub fn way(value: &str) -> Option<&'static str> {
    let folded = fold(value);
    if let Some(way) = WAYS.iter().find(|way| **way == folded) {
        return Some(way);
    }
    if folded.split(' ').count() > LONGEST {
        return None;
    }
    let mut rest = Words::of(&folded);
    if rest.has(CONDITIONS) {
        return None;
    }
    let nameless = rest.take(NAMELESS);
    let willing = rest.take(WILLING);
    let refusing = rest.take(REFUSING);
    // "Sí" without its accent is French for "if" where it does not stand first.
    let naming = rest.take(NAMING) || rest.0.starts_with(" si ");
    match (nameless, refusing, naming || willing) {
        (true, false, _) => Some(ANONYMOUSLY),
        (false, false, true) => Some(BY_NAME),
        // "No, do not publish": what is denied may be named.
        (false, true, _) if !willing && !both(&folded) => Some(NOT_AT_ALL),
        _ => None,
    }
}

/// Whether a value says yes and no at once.
fn both(folded: &str) -> bool {
    let mut words = Words::of(folded);
    words.take(&["yes", "oui", "да", "نعم", "是"]) && words.take(REFUSING)
}

/// Whether a column's head asks how a contribution may be cited.
pub fn is_asked(head: &str) -> bool {
    let folded = fold(head);
    let words = Words::of(&folded);
    words.has(QUESTIONS) && !words.has(OF_THE_NAME)
}

/// Folded words with a blank around each, out of which phrases are taken.
struct Words(String);

impl Words {
    fn of(folded: &str) -> Self {
        Self(format!(" {folded} "))
    }

    /// Takes these phrases out; says whether there was one. The longest first: "not by name" before "not".
    fn take(&mut self, phrases: &[&str]) -> bool {
        let mut found: Vec<String> = phrases.iter().map(|phrase| within(phrase)).collect();
        found.retain(|phrase| self.0.contains(phrase.as_str()));
        found.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        for phrase in &found {
            while self.0.contains(phrase.as_str()) {
                self.0 = self.0.replacen(phrase.as_str(), " / ", 1);
            }
        }
        !found.is_empty()
    }

    fn has(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.0.contains(within(phrase).as_str()))
    }
}

/// A phrase as it stands among folded words: Chinese has one letter a word.
fn within(phrase: &str) -> String {
    format!(" {} ", fold(phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_in_the_six_languages_say_how_it_may_be_cited() {
        for (way_meant, values) in [
            (
                Some(BY_NAME),
                &[
                    "Yes, with my name",
                    "yes",
                    "By name",
                    "I agree",
                    "Public",
                    "No objection",
                    "The feedback can be published with your personal information",
                    "Oui, avec mon nom",
                    "D’accord",
                    "Sí, con mi nombre",
                    "Sí",
                    "Да, с указанием имени",
                    "согласен",
                    "Не возражаю",
                    "نعم، مع ذكر الاسم",
                    "أوافق",
                    "لا مانع",
                    "同意，署名公开",
                    "是",
                ][..],
            ),
            (
                Some(ANONYMOUSLY),
                &[
                    "I agree to publication, anonymously",
                    "Anonymous",
                    "Yes, but not my name",
                    "Yes, without my name",
                    "The feedback can be published in an anonymous way",
                    "Oui, de façon anonyme",
                    "Oui, sans mon nom",
                    "Sí, de forma anónima",
                    "Sin mi nombre",
                    "Да, анонимно",
                    "Да, без указания имени",
                    "نعم، دون ذكر الاسم",
                    "同意匿名公开",
                    "可以，但不具名",
                ],
            ),
            (
                Some(NOT_AT_ALL),
                &[
                    "No",
                    "No, do not publish",
                    "not at all",
                    "Please do not publish my contribution",
                    "Confidential",
                    "Non, ne pas publier",
                    "No publicar",
                    "Нет, не публиковать",
                    "нет",
                    "لا، لا تنشر",
                    "لا",
                    "不同意",
                    "否",
                    "保密",
                ],
            ),
            (
                None,
                &[
                    "Yes, if you ask me first",
                    "Si vous voulez",
                    "Sí, salvo el anexo",
                    "Perhaps",
                    "",
                    "No, but anonymously",
                    "Yes and no",
                    "see the letter",
                    "?",
                    "Peut-être",
                    "Не знаю, да",
                ],
            ),
        ] {
            for value in values {
                assert_eq!(way(value), way_meant, "{value}");
            }
        }
        assert_eq!(way(&"yes ".repeat(100)), None);
    }

    #[test]
    fn a_form_asks_for_it_in_many_words() {
        for head in [
            "May we publish your contribution?",
            "Publication privacy settings",
            "Do you consent to the publication of your submission on our site?",
            "Pouvons-nous publier votre contribution ?",
            "¿Podemos publicar su contribución?",
            "Согласие на публикацию",
            "هل توافقون على نشر مساهمتكم؟",
            "是否同意公开您的意见？",
        ] {
            assert!(is_asked(head), "{head}");
        }
        for head in [
            "May we publish your name?",
            "May we publish your contribution anonymously?",
            "Should governments publish contracts?",
            "publication",
            "",
        ] {
            assert!(!is_asked(head), "{head}");
        }
    }
}
