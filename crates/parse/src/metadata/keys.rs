//! The table of front-matter keys: one row per key. A new spelling is one row; a new meaning is one variant,
//! which the compiler then asks for in `front_matter`. The keys that decide who may read the article are in
//! `publication_keys`.

use super::publication_keys;

/// The meaning of a front-matter key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyMeaning {
    /// The title.
    Title,
    /// The subtitle.
    Subtitle,
    /// The summary.
    Summary,
    /// The publication date.
    Published,
    /// The date of the last change.
    Updated,
    /// The date after which the article is withdrawn.
    Expires,
    /// A permanent identifier.
    Id,
    /// The last segment of the article's address, or the whole address.
    Slug,
    /// The authors.
    Authors,
    /// The contributors.
    Contributors,
    /// The categories.
    Categories,
    /// The tags.
    Tags,
    /// The main image.
    Image,
    /// The alternative text of the main image.
    ImageAlt,
    /// Media files that belong to the article.
    Enclosures,
    /// Copyright or licence.
    Rights,
    /// The language.
    Language,
    /// The target of a link post.
    ExternalUrl,
    /// Former addresses of the article.
    Aliases,
    /// The address of the original publication.
    CanonicalUrl,
    /// The page redirects to another page.
    Redirect,
}

use KeyMeaning::{
    Aliases, Authors, CanonicalUrl, Categories, Contributors, Enclosures, Expires, ExternalUrl, Id, Image,
    ImageAlt, Language, Published, Redirect, Rights, Slug, Subtitle, Summary, Tags, Title, Updated,
};

/// Maps keys, as [`normalize`] returns them, to meanings. If several keys have the same meaning, the first
/// row with a usable value is used. `a.b` is the key `b` in the table `a`.
pub(crate) const KEYS: &[(&str, KeyMeaning)] = &[
    ("title", Title),
    ("headline", Title),
    ("posttitle", Title),
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
    ("postexcerpt", Summary),
    ("seodescription", Summary),
    ("metadescription", Summary),
    ("metadata.description", Summary),
    ("rssdescription", Summary),
    ("rss", Summary),
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
    ("rsspubdate", Published),
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
    ("lastedit", Updated),
    ("modifiedtime", Updated),
    ("update", Updated),
    ("postmodified", Updated),
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
    // `id` comes last: it is often a database number, beside the guid that subscribers know.
    ("guid", Id),
    ("uuid", Id),
    ("id", Id),
    ("slug", Slug),
    ("permalink", Slug),
    ("url", Slug),
    ("path", Slug),
    ("postname", Slug),
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
    ("taxonomy.author", Authors),
    ("metadata.author", Authors),
    ("category", Categories),
    ("categories", Categories),
    ("folder", Categories),
    ("taxonomies.categories", Categories),
    ("taxonomies.category", Categories),
    ("taxonomy.category", Categories),
    ("taxonomy.categories", Categories),
    ("tags", Tags),
    ("tag", Tags),
    ("taxonomies.tags", Tags),
    ("taxonomies.tag", Tags),
    ("taxonomy.tag", Tags),
    ("taxonomy.tags", Tags),
    ("taxonomy.posttag", Tags),
    ("hptags", Tags),
    ("topics", Tags),
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
    ("hpimage", Image),
    ("eyecatch", Image),
    ("topimg", Image),
    ("indeximg", Image),
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

/// Tables whose keys are read as well: Zola's `taxonomies` and `extra`, Hugo's `params` and `build`, the
/// `header` of Jekyll's themes, the dates of Docusaurus (`last_update`) and MkDocs (`date`), Grav's
/// `taxonomy` and `metadata`, and the table `feed` of Jekyll's themes.
pub(crate) const TABLES: [&str; 11] = [
    "taxonomies",
    "extra",
    "params",
    "header",
    "lastupdate",
    "date",
    "build",
    "taxonomy",
    "metadata",
    "feed",
    "rss",
];

/// Keys that occur in specifications, proposals and decision records, but not in posts. If a document has one
/// of them, `status` is the progress of the proposal, not the state of publication.
pub(crate) const SPECIFICATION_KEYS: [&str; 24] = [
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

/// Keys for whose misspellings a warning is given.
pub(crate) const COMMON: [&str; 14] = [
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

/// Keys of generators and themes that resemble a common key by chance.
const OTHERS: [&str; 6] = ["data", "dates", "rate", "slugs", "titles", "drafts"];

/// Normalizes a key for comparison: lower case, so that `publish-date`, `publish_date` and `publishDate` are
/// equal.
pub(crate) fn normalize(key: &str) -> String {
    key.chars().filter(|c| !['-', '_', ' '].contains(c)).flat_map(char::to_lowercase).collect()
}

/// Returns true if the key, as [`normalize`] returns it, has a meaning or is known to have none.
pub(crate) fn is_known(name: &str) -> bool {
    KEYS.iter().any(|(key, _)| *key == name)
        || publication_keys::KEYS.iter().any(|(key, _)| *key == name)
        || OTHERS.contains(&name)
        || TABLES.contains(&name)
}
