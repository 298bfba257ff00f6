//! The names that forms and documents give to metadata, in the six UN languages.
//!
//! Case, accents, blanks, underscores and punctuation do not count.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::wording;
use crate::model::draft::Field;
use crate::text::citable;

/// Names of each field, folded: lower case, no accents, words parted by one blank.
const NAMES: [(Field, &[&str]); 11] = [
    (
        Field::Reference,
        &[
            "reference",
            "ref",
            "id",
            "submission id",
            "submission number",
            "response id",
            "respondent id",
            "reference number",
            "referencia",
            "номер",
            "المرجع",
            "编号",
        ],
    ),
    (
        Field::Submitter,
        &[
            "submitter",
            "organisation",
            "organization",
            "organisation name",
            "organization name",
            "name of organisation",
            "name of organization",
            "name of the organisation",
            "name of the organization",
            "name",
            "respondent",
            "submitted by",
            "author",
            "authors",
            "entity",
            "institution",
            "company",
            "contributor",
            "organisme",
            "organizacion",
            "nombre",
            "nom",
            "soumis par",
            "организация",
            "название организации",
            "المنظمة",
            "الجهة",
            "组织",
            "机构",
            "机构名称",
        ],
    ),
    (
        Field::StakeholderType,
        &[
            "stakeholder type",
            "stakeholder",
            "stakeholder group",
            "stakeholder category",
            "type",
            "category",
            "type of stakeholder",
            "type of organisation",
            "type of organization",
            "organisation type",
            "user type",
            "respondent type",
            "organization type",
            "sector",
            "type de partie prenante",
            "categorie",
            "tipo",
            "categoria",
            "тип",
            "категория",
            "الفئة",
            "类别",
            "利益攸关方类型",
        ],
    ),
    (
        Field::Country,
        &[
            "country",
            "country of residence",
            "country name",
            "pays",
            "pais",
            "страна",
            "البلد",
            "الدولة",
            "国家",
        ],
    ),
    (Field::Region, &["region", "world region", "регион", "المنطقة", "地区", "区域"]),
    (
        Field::Language,
        &[
            "language",
            "lang",
            "language of submission",
            "langue",
            "idioma",
            "lengua",
            "язык",
            "اللغة",
            "语言",
            "语文",
        ],
    ),
    (
        Field::SubmittedOn,
        &[
            "submitted on",
            "date",
            "submitted",
            "submission date",
            "date submitted",
            "feedback date",
            "date of response",
            "date of submission",
            "submitted at",
            "timestamp",
            "completion date",
            "date de soumission",
            "soumis le",
            "fecha",
            "fecha de envio",
            "дата",
            "التاريخ",
            "日期",
            "提交日期",
        ],
    ),
    (
        Field::ReceivedOn,
        &["received on", "received", "date received", "received at", "recu le", "recibido el"],
    ),
    (Field::Channel, &["channel", "received by", "submission channel", "canal", "канал"]),
    (
        Field::Citable,
        &["citable", "may be cited", "citation", "publication consent", "publish", "may we publish"],
    ),
    (
        Field::Signatories,
        &[
            "signatories",
            "signatory organisations",
            "signatory organizations",
            "co-signatories",
            "cosignatories",
            "joint signatories",
            "signed by",
            "co-signed by",
            "jointly submitted by",
            "submitted jointly by",
            "joint submission of",
            "joint submission by",
            "signataires",
            "cosignataires",
            "signé par",
            "cosigné par",
            "présenté conjointement par",
            "signatarios",
            "firmantes",
            "cofirmantes",
            "firmado por",
            "presentado conjuntamente por",
            "подписавшие",
            "подписавшие организации",
            "подписанты",
            "подписали",
            "представлено совместно",
            "الموقعون",
            "الجهات الموقعة",
            "المنظمات الموقعة",
            "签署方",
            "签署机构",
            "签署组织",
            "联署方",
            "联署机构",
            "联合提交方",
        ],
    ),
];

/// The names as they are compared.
static FOLDED: LazyLock<HashMap<String, Field>> = LazyLock::new(|| {
    let fold = |(field, names): &(Field, &'static [&'static str])| {
        let field = *field;
        names.iter().map(move |name| (wording::folded(name), field))
    };
    NAMES.iter().flat_map(fold).collect()
});

/// The field that goes by this name, if any.
pub(super) fn field(name: &str) -> Option<Field> {
    if name.is_empty() || name.len() > 80 {
        return None;
    }
    FOLDED.get(&wording::folded(name)).copied()
}

/// Whether this asks how a contribution may be cited, in more words than a name has.
pub(super) fn asks_to_cite(name: &str) -> bool {
    name.len() <= 600 && citable::is_asked(name)
}

/// Whether a table's header would say this: a field's name or the number of a question ("q1", "Question 3").
pub(super) fn is_column_name(text: &str) -> bool {
    let text = text.trim();
    field(text).is_some() || super::headings::label(text).is_some_and(|l| l.explicit)
}
