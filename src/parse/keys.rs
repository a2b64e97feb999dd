//! The keys of front matter, one row a key.

/// What a key says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The title.
    Title,
    /// A second headline.
    Subtitle,
    /// A summary.
    Summary,
    /// When it was published.
    Published,
    /// When it was last changed.
    Updated,
    /// When it ends.
    Expires,
    /// True holds it back.
    Draft,
    /// False holds it back.
    NotDraft,
    /// A word that may hold it back.
    State,
    /// An identity for ever.
    Id,
    /// The last part of its address, or an address.
    Slug,
    /// Who wrote it.
    Authors,
    /// Who helped.
    Contributors,
    /// Large groups.
    Categories,
    /// Small ones.
    Tags,
    /// The article's picture.
    Image,
    /// Text for who can't see that.
    ImageAlt,
    /// Files that belong to it.
    Enclosures,
    /// Copyright or licence.
    Rights,
    /// Its language.
    Language,
    /// What a link post points at.
    ExternalUrl,
    /// Addresses that led to it before.
    Aliases,
    /// Where its original stands.
    CanonicalUrl,
    /// The page is none of its own.
    Redirect,
}

use Meaning::{
    Aliases, Authors, CanonicalUrl, Categories, Contributors, Draft, Enclosures, Expires, ExternalUrl, Id,
    Image, ImageAlt, Language, NotDraft, Published, Redirect, Rights, Slug, State, Subtitle, Summary, Tags,
    Title, Updated,
};

/// Names are as [`normal`] gives them. Of several keys with one meaning the first row that says something
/// counts. `a.b` is `b` in the table `a`.
pub(super) const KEYS: &[(&str, Meaning)] = &[
    ("title", Title),
    ("headline", Title),
    ("subtitle", Subtitle),
    ("subheading", Subtitle),
    ("tagline", Subtitle),
    ("extra.subtitle", Subtitle),
    ("params.subtitle", Subtitle),
    ("summary", Summary),
    ("description", Summary),
    ("customexcerpt", Summary),
    ("excerpt", Summary),
    ("standfirst", Summary),
    ("abstract", Summary),
    ("lede", Summary),
    ("spoiler", Summary),
    ("teaser", Summary),
    ("lead", Summary),
    ("deck", Summary),
    ("params.summary", Summary),
    ("params.description", Summary),
    ("date", Published),
    ("publishdate", Published),
    ("pubdate", Published),
    ("pubdatetime", Published),
    ("publishedat", Published),
    ("publishedon", Published),
    ("publisheddate", Published),
    ("datepublished", Published),
    ("published", Published),
    ("publicationdate", Published),
    ("postdate", Published),
    ("postedon", Published),
    ("posted", Published),
    ("date.published", Published),
    ("date.created", Published),
    ("createdat", Published),
    ("created", Published),
    ("datecreated", Published),
    ("createddate", Published),
    ("createdon", Published),
    ("creationdate", Published),
    ("updated", Updated),
    ("updatedat", Updated),
    ("lastmod", Updated),
    ("lastmodified", Updated),
    ("lastmodifiedat", Updated),
    ("lastupdated", Updated),
    ("modified", Updated),
    ("modifiedat", Updated),
    ("datemodified", Updated),
    ("moddatetime", Updated),
    ("updateddate", Updated),
    ("updatedatetime", Updated),
    ("updateddatetime", Updated),
    ("updatedate", Updated),
    ("updatedon", Updated),
    ("dateupdated", Updated),
    ("modifieddate", Updated),
    ("lastmodifieddate", Updated),
    ("lastupdate", Updated),
    ("lastupdate.date", Updated),
    ("date.updated", Updated),
    ("date.modified", Updated),
    ("extra.updated", Updated),
    ("expires", Expires),
    ("expirydate", Expires),
    ("expiresat", Expires),
    ("expireson", Expires),
    ("expirationdate", Expires),
    ("expiredate", Expires),
    ("unpublishdate", Expires),
    ("draft", Draft),
    ("isdraft", Draft),
    ("unlisted", Draft),
    ("headless", Draft),
    ("eleventyexcludefromcollections", Draft),
    ("published", NotDraft),
    ("publish", NotDraft),
    ("render", NotDraft),
    ("build.render", NotDraft),
    ("build.list", NotDraft),
    ("status", State),
    // An `id` is often a number in a database, beside the guid that subscribers know.
    ("guid", Id),
    ("uuid", Id),
    ("id", Id),
    ("slug", Slug),
    ("permalink", Slug),
    ("url", Slug),
    ("path", Slug),
    ("author", Authors),
    ("authors", Authors),
    ("by", Authors),
    ("byline", Authors),
    ("creator", Authors),
    ("authorname", Authors),
    ("writer", Authors),
    ("taxonomies.authors", Authors),
    ("taxonomies.author", Authors),
    ("extra.authors", Authors),
    ("extra.author", Authors),
    ("params.authors", Authors),
    ("params.author", Authors),
    ("contributors", Contributors),
    ("contributor", Contributors),
    ("extra.contributors", Contributors),
    ("params.contributors", Contributors),
    ("taxonomies.contributors", Contributors),
    ("category", Categories),
    ("categories", Categories),
    ("folder", Categories),
    ("taxonomies.categories", Categories),
    ("taxonomies.category", Categories),
    ("tags", Tags),
    ("tag", Tags),
    ("taxonomies.tags", Tags),
    ("taxonomies.tag", Tags),
    ("keywords", Tags),
    ("image", Image),
    ("cover", Image),
    ("coverimage", Image),
    ("featureimage", Image),
    ("featuredimage", Image),
    ("featureimg", Image),
    ("featuredimg", Image),
    ("heroimage", Image),
    ("hero", Image),
    ("banner", Image),
    ("ogimage", Image),
    ("socialimage", Image),
    ("images", Image),
    ("img", Image),
    ("bannerimage", Image),
    ("headerimage", Image),
    ("headerimg", Image),
    ("coverimg", Image),
    ("postimage", Image),
    ("shareimage", Image),
    ("extra.image", Image),
    ("extra.cover", Image),
    ("params.image", Image),
    ("params.cover", Image),
    ("params.images", Image),
    ("header.image", Image),
    ("header.overlayimage", Image),
    ("header.teaser", Image),
    ("thumbnail", Image),
    ("imagealt", ImageAlt),
    ("imagealttext", ImageAlt),
    ("coveralt", ImageAlt),
    ("coverimagealt", ImageAlt),
    ("featureimagealt", ImageAlt),
    ("featuredimagealt", ImageAlt),
    ("heroimagealt", ImageAlt),
    ("heroalt", ImageAlt),
    ("imgalt", ImageAlt),
    ("banneralt", ImageAlt),
    ("thumbnailalt", ImageAlt),
    ("enclosure", Enclosures),
    ("enclosures", Enclosures),
    ("enclosureurl", Enclosures),
    ("podcast", Enclosures),
    ("audio", Enclosures),
    ("audiourl", Enclosures),
    ("audiofile", Enclosures),
    ("params.audio", Enclosures),
    ("rights", Rights),
    ("copyright", Rights),
    ("license", Rights),
    ("licence", Rights),
    ("language", Language),
    ("lang", Language),
    ("locale", Language),
    ("externalurl", ExternalUrl),
    ("externallink", ExternalUrl),
    ("linkurl", ExternalUrl),
    ("link", ExternalUrl),
    ("params.externalurl", ExternalUrl),
    ("aliases", Aliases),
    ("alias", Aliases),
    ("redirectfrom", Aliases),
    ("canonicalurl", CanonicalUrl),
    ("canonical", CanonicalUrl),
    ("canonicallink", CanonicalUrl),
    ("params.canonicalurl", CanonicalUrl),
    ("redirect", Redirect),
    ("redirectto", Redirect),
];

/// Tables whose keys count as well: Zola's `taxonomies` and `extra`, Hugo's `params`, the `header` of Jekyll's themes,
/// the dates of Docusaurus (`last_update`) and MkDocs (`date`), Hugo's `build`.
pub(super) const TABLES: [&str; 7] =
    ["taxonomies", "extra", "params", "header", "lastupdate", "date", "build"];

/// Keys that a specification, a proposal or a record of a decision has, and no post: where one of them stands, `status`
/// says how far the matter is, not whether the text is published.
pub(super) const SPECIFICATION_KEYS: [&str; 24] = [
    "adr",
    "blockedby",
    "bip",
    "cip",
    "consulted",
    "deciders",
    "decisionmakers",
    "dependson",
    "discussionsto",
    "docid",
    "documentid",
    "eip",
    "implements",
    "informed",
    "kep",
    "owningsig",
    "pep",
    "replaces",
    "resolution",
    "reviewmanager",
    "rfc",
    "rfcpr",
    "supersededby",
    "supersedes",
];

/// Keys of which a slip is worth a warning.
pub(super) const COMMON: [&str; 14] = [
    "title",
    "subtitle",
    "summary",
    "description",
    "date",
    "updated",
    "expires",
    "draft",
    "slug",
    "author",
    "authors",
    "categories",
    "tags",
    "image",
];

/// Keys of generators and themes that resemble a common one by chance.
const OTHERS: [&str; 6] = ["data", "dates", "rate", "slugs", "titles", "drafts"];

/// A key as it is compared: lower case, and `publish-date`, `publish_date` and `publishDate` are one.
pub(super) fn normal(key: &str) -> String {
    key.chars().filter(|c| !['-', '_', ' '].contains(c)).flat_map(char::to_lowercase).collect()
}

/// Whether a key, as [`normal`] gives it, says something, or is known to say nothing.
pub(super) fn is_known(name: &str) -> bool {
    KEYS.iter().any(|(key, _)| *key == name) || OTHERS.contains(&name) || TABLES.contains(&name)
}
