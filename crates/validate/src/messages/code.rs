//! What the validator can say: every message's name, level and text.
//!
//! The names are those of the W3C's feed validator, since they are what people search for; ours alone are the rows of
//! the families that it lacks. Why a message matters and how to mend it stands in `explanation`.

use crate::Level;

/// Makes the enumeration and its tables of one list of rows: level, name, the more general code that it is a kind
/// of, and the text, in which `{name}` stands for a parameter of the message.
macro_rules! codes {
    ($($level:ident $name:ident $(< $parent:ident)? : $text:literal,)+) => {
        /// What a message says. [`Code::name`] is the W3C validator's own name for it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $text] $name,)+
        }

        impl Code {
            /// Every code, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// `MissingElement`: the name that people search for.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)+
                }
            }

            /// How bad it is.
            pub fn level(self) -> Level {
                match self {
                    $(Self::$name => Level::$level,)+
                }
            }

            /// The more general code that this one is a kind of.
            pub fn parent(self) -> Option<Self> {
                match self {
                    $(Self::$name => [$(Self::$parent)?].first().copied(),)+
                }
            }

            /// The message's text; `{name}` stands for a parameter.
            pub(crate) fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

impl Code {
    /// The code with this name, in any case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name().eq_ignore_ascii_case(name))
    }

    /// What the message says, without what it says it of: `{element}` stands for an element's name.
    pub fn summary(self) -> &'static str {
        self.text()
    }

    /// Whether it is `other`, or a kind of it.
    pub fn is_a(self, other: Self) -> bool {
        std::iter::successors(Some(self), |code| code.parent()).any(|code| code == other)
    }
}

codes! {
    Warning ArchiveIncomplete: "{element} is an archive page (fh:archive) without a link to the archive before it or after it",
    Warning AtomLinkNotEmpty: "{element} in {parent} must be empty: a link says everything in its attributes",
    Warning AttrNotBlank: "The attribute {attr} of {element} must not be empty",
    Warning AvoidNamespacePrefix: "Some readers know the elements of the prefix \"{prefix}\" only without one",
    Warning AvoidTextInput < RSS20Profile: "Hardly any reader shows {parent}'s textInput; leave it out",
    Warning BadCharacters: "The text of {element} has a character that is left of a wrong encoding",
    Error BadXmlVersion: "\"{version}\" is no version of XML that readers know; write version=\"1.0\"",
    Info BestPractices: "{element} goes against what publishers have found to work best",
    Warning CachingForbidden: "The server forbids readers to keep the feed (Cache-Control: no-store)",
    Error ChangedFeedId: "The id of the feed was \"{old}\" and is \"{new}\"",
    Warning CharacterData < ContainsHTML: "{element} has characters that readers may take for HTML: {value}",
    Error CloudflareHttpError < HttpError: "Cloudflare, which stands before the server, answered with HTTP status {status}",
    Warning CommentRSS: "{element} says wfw:commentRSS; its right name is wfw:commentRss",
    Error ConflictingCatAttr: "{element} has the attribute {attr} although its href says that the categories are elsewhere",
    Error ConflictingCatChildren: "{element} has categories of its own although its href says that they are elsewhere",
    Warning ContainsEmail: "{element} of {parent} should be a name without an e-mail address: \"{value}\"",
    Warning ContainsHTML: "{element} should be plain text, but has HTML in it: {value}",
    Warning ContainsRelRef: "{element} has an address that is relative to nothing: \"{value}\"",
    Info ContainsSystemEntity: "The document refers to something outside itself, which readers do not fetch",
    Warning ContainsUndeclaredHTML < ContainsHTML: "{element} is plain text by its type, but has HTML in it: {value}",
    Warning CoordComma: "The numbers in {element} are separated by commas where white space should be: \"{value}\"",
    Error CurrentNotSelfInCompleteFeed: "A complete feed has a link to rel=\"{rel}\" that is not its own address",
    Warning DangerousStyleAttr < SecurityRiskAttr: "The style of an element in the HTML of the feed has a part that readers remove: \"{value}\"",
    Warning DateWentBackwards: "{element} of an entry was {old} and is {new}, which is earlier: {title}",
    Warning Deprecated: "{element} is out of use; its replacement is {replacement}",
    Error DeprecatedDTD: "The address of this document type at my.netscape.com is gone",
    Warning DeprecatedMediaAdult: "{element} is out of use; write media:rating instead",
    Warning DeprecatedRootHref: "{element} points into the program with root://, which KML no longer has",
    Error DuplicateAtomLink: "{parent} has two alternate links of the same type (\"{type}\") and language (\"{hreflang}\")",
    Warning DuplicateDescriptionSemantics < DuplicateSemantics: "{parent} has its text twice: in description and in {element}",
    Error DuplicateElement: "{parent} has {element} more than once",
    Warning DuplicateEnclosure: "{parent} has more than one {element}; most readers take one",
    Warning DuplicateEntries: "Two entries have the same id and the same moment of their update: {value}",
    Error DuplicateIds: "All entries have the same id",
    Warning DuplicateItemSemantics < DuplicateSemantics: "{element} says the same thing twice: in {core} and in {ext}",
    Warning DuplicateSemantics: "{element} says the same thing twice: in {core} and in {ext}",
    Warning DuplicateUpdated: "Two entries were updated at the same moment: {value}",
    Error DuplicateValue < InvalidValue: "{element} has a value that another one has already: \"{value}\"",
    Warning ETagIgnored: "The server gives an ETag, but answers a request with it with status {status} instead of 304",
    Error EightDaysAWeek: "{element} names more days than a week has",
    Warning EmailFormat < RSS20Profile: "{element} should be an e-mail address and a name, as in \"jane@example.org (Jane Doe)\", not \"{value}\"",
    Warning EncodingMismatch: "HTTP says that the encoding is {charset}, and the document says {encoding}",
    Error EntryDuplicated: "The feed has an entry twice, {how}: {title}",
    Info EntryNew: "A new entry: {title}",
    Error EntryResurfaced: "An entry that readers know by the id \"{old}\" has the id \"{new}\" now, and comes to them as new: {title}",
    Info EntryUpdated: "An entry that has changed: {title}",
    Warning EntryVanished: "An entry is gone although older ones are still there: {title}",
    Warning FeedHistoryRelInEntry: "A link to rel=\"{rel}\" belongs to the feed and not to an entry",
    Error FeedRelInCompleteFeed: "A complete feed (fh:complete) has no other pages, but this one links to rel=\"{rel}\"",
    Warning HtmlFragment: "{element} has a whole HTML document where a piece of one should be",
    Error HttpError: "The server answered with HTTP status {status}",
    Error HttpErrorWithPossibleFeed: "The server answered with HTTP status {status}, although it sent what looks like a feed",
    Error HttpProtocolError: "The server does not speak HTTP as it should: {exception}",
    Error HttpsProtocolError: "No secure connection to the server could be made: {exception}",
    Warning HttpsProtocolWarning: "The server's secure connection is one that readers may refuse: {exception}",
    Error IOError: "The document could not be read: {exception}",
    Warning IdNotString: "{element} of {parent} should be a string: readers turn other values into one, not all in the same way",
    Warning ImageLinkDoesntMatch: "The link of the image, \"{value}\", is not that of the channel, \"{expected}\"",
    Warning ImageTitleDoesntMatch < RSS20Profile: "The title of the image, \"{value}\", is not that of the channel, \"{expected}\"",
    Warning ImageUrlFormat: "{element} should be a GIF, JPEG or PNG image: \"{value}\"",
    Warning ImplausibleDate: "{element} is a date that can hardly be meant: \"{value}\"",
    Error IncorrectDOW < InvalidRFC2822Date: "{element} names a day of the week, \"{value}\", that its date did not fall on",
    Error IntegerOverflow: "{element} is a number that is too large for many readers: \"{value}\"",
    Error InvalidAccessRestrictionRel < InvalidValue: "{element} must say relationship=\"allow\" or relationship=\"deny\", not \"{value}\"",
    Error InvalidAddrSpec < InvalidContact: "{element} in {parent} must be an e-mail address and nothing else: \"{value}\"",
    Warning InvalidAdultContent: "{element} should be true or false: \"{value}\"",
    Error InvalidAlphanum: "{element} may have only letters and digits: \"{value}\"",
    Error InvalidAltitudeMode < InvalidValue: "{element} is none of the ways to measure an altitude: \"{value}\"",
    Error InvalidAngle < InvalidValue: "{element} must be an angle between -360 and 360 degrees: \"{value}\"",
    Error InvalidBooleanAttribute < InvalidValue: "The attribute {attr} of {element} must be \"true\" or \"false\", not \"{value}\"",
    Error InvalidColor < InvalidValue: "{element} must be a colour of eight hexadecimal digits (aabbggrr): \"{value}\"",
    Error InvalidColorMode < InvalidValue: "{element} must be \"normal\" or \"random\", not \"{value}\"",
    Error InvalidCommaSeparatedIntegers < InvalidValue: "{element} must be whole numbers with commas between them: \"{value}\"",
    Error InvalidContact < InvalidValue: "{element} must have an e-mail address in it: \"{value}\"",
    Error InvalidContentMode < InvalidValue: "{element} has a mode that is none of \"xml\", \"escaped\" and \"base64\": \"{value}\"",
    Error InvalidCoord < InvalidValue: "{element} must be two numbers, latitude and longitude, with white space between them: \"{value}\"",
    Error InvalidCoordList < InvalidValue: "{element} must be pairs of numbers, latitude and longitude, with white space between them: \"{value}\"",
    Error InvalidCountryCode < InvalidValue: "{element} must be a country's code of two letters (ISO 3166): \"{value}\"",
    Error InvalidCreditRole: "{element} has a role that is not in lower case, or no role at all: \"{value}\"",
    Error InvalidCurrencyUnit < InvalidValue: "{element} must be a currency's code, such as EUR (ISO 4217): \"{value}\"",
    Error InvalidDay < InvalidValue: "{element} must be the English name of a day of the week: \"{value}\"",
    Error InvalidDoctype: "The document type is that of RSS 0.91, but the version is {value}",
    Error InvalidDuration < InvalidValue: "{element} must be a duration, as in \"1:02:03\" or as a number of seconds: \"{value}\"",
    Error InvalidEncoding < InvalidValue: "{element} is the name of no encoding: \"{value}\"",
    Error InvalidExpansionState: "{element} must be numbers of lines with commas between them: \"{value}\"",
    Error InvalidExtensionName: "{element} in {parent} is no name for an extension: an underscore and a letter, no point, and no underscore before the names in it",
    Error InvalidFloat < InvalidValue: "{element} must be a number: \"{value}\"",
    Error InvalidFloatUnit < InvalidValue: "{element} must be a number and its unit: \"{value}\"",
    Error InvalidFormComponentName < InvalidValue: "{element} in {parent} must be the name of a field: a letter first, then letters, digits and -_:.: \"{value}\"",
    Error InvalidFullLink < InvalidLink: "{element} must be an absolute address: \"{value}\"",
    Error InvalidFullLocation < InvalidValue: "{element} must be a full postal address: street, place, region, postal code and country: \"{value}\"",
    Error InvalidGender < InvalidValue: "{element} must be \"Male\" or \"Female\", or M or F: \"{value}\"",
    Error InvalidHeight < InvalidValue: "{element} must be a whole number from 1 to 400: \"{value}\"",
    Error InvalidHour < InvalidValue: "{element} must be a whole number from 0 to 23: \"{value}\"",
    Error InvalidHttpGUID < InvalidValue: "{element} says that it is a permalink, so it must be a web address: \"{value}\"",
    Error InvalidIRI < InvalidLink: "{element} is no valid international address (IRI): \"{value}\"",
    Error InvalidISO8601Date < InvalidValue: "{element} is no date of ISO 8601: \"{value}\"",
    Error InvalidISO8601DateTime < InvalidValue: "{element} is no date with a time of ISO 8601: \"{value}\"",
    Error InvalidIntUnit < InvalidValue: "{element} must be a whole number and its unit: \"{value}\"",
    Error InvalidInteger < InvalidValue: "{element} must be a whole number: \"{value}\"",
    Error InvalidIntegerAttribute < InvalidValue: "The attribute {attr} of {element} must be a whole number that is positive: \"{value}\"",
    Error InvalidItemIconState < InvalidValue: "{element} is none of the states of an icon: \"{value}\"",
    Error InvalidItunesCategory < InvalidValue: "{element} is none of Apple's podcast categories: \"{value}\"",
    Error InvalidItunesChannelType < InvalidValue: "{element} must be \"episodic\" or \"serial\", not \"{value}\"",
    Error InvalidItunesEpisodeType < InvalidValue: "{element} must be \"full\", \"trailer\" or \"bonus\", not \"{value}\"",
    Error InvalidJson: "The document is not valid JSON: {exception}",
    Error InvalidJsonFeedVersion: "{element} must be the address of a version of JSON Feed, such as \"{expected}\", not \"{value}\"",
    Warning InvalidKeywords: "{element} should be words with commas between them: \"{value}\"",
    Error InvalidKmlCoordList < InvalidValue: "{element} must be points of longitude, latitude and altitude, with commas in and white space between them: \"{value}\"",
    Error InvalidKmlLatitude < InvalidValue: "{element} must be a latitude between -90 and 90: \"{value}\"",
    Error InvalidKmlLongitude < InvalidValue: "{element} must be a longitude between -180 and 180: \"{value}\"",
    Warning InvalidKmlMediaType: "{element} should be a media type of KML: \"{value}\"",
    Error InvalidKmlUnits < InvalidValue: "{element} must be \"fraction\", \"pixels\" or \"insetPixels\", not \"{value}\"",
    Error InvalidLabel < InvalidValue: "{element} must be a label of the vocabulary: \"{value}\"",
    Error InvalidLanguage < InvalidValue: "{element} is no language tag: \"{value}\"",
    Error InvalidLatitude: "{element} must be a latitude between -90 and 90: \"{value}\"",
    Error InvalidLink < InvalidValue: "{element} is no valid address: \"{value}\"",
    Error InvalidListItemType < InvalidValue: "{element} is none of the kinds of list items: \"{value}\"",
    Error InvalidLocalParameter < InvalidValue: "{element} has a parameter that nothing defines: \"{value}\"",
    Error InvalidLocalRole < InvalidValue: "{element} is none of the roles that a query may have: \"{value}\"",
    Error InvalidLocation < InvalidValue: "{element} must be a place's name or address: \"{value}\"",
    Error InvalidLongitude: "{element} must be a longitude between -180 and 180: \"{value}\"",
    Error InvalidMIMEAttribute < InvalidValue: "The attribute {attr} of {element} must be a media type, such as \"audio/mpeg\": \"{value}\"",
    Error InvalidMIMEType: "{element} in {parent} must have a media type, such as \"image/png\": \"{value}\"",
    Error InvalidMaritalStatus < InvalidValue: "{element} is none of the kinds of marital status: \"{value}\"",
    Error InvalidMediaExpression: "{element} must be \"full\", \"sample\" or \"nonstop\", not \"{value}\"",
    Error InvalidMediaHash: "{element} is no hash of its algorithm: \"{value}\"",
    Error InvalidMediaMedium: "{element} must be \"image\", \"audio\", \"video\", \"document\" or \"executable\", not \"{value}\"",
    Error InvalidMediaRating: "{element} is no rating of its scheme: \"{value}\"",
    Error InvalidMediaRestriction: "{element} does not fit the type of its restriction: \"{value}\"",
    Error InvalidMediaRestrictionRel: "{element} must be \"allow\" or \"deny\", not \"{value}\"",
    Error InvalidMediaRestrictionType: "{element} must be \"country\", \"uri\" or \"sharing\", not \"{value}\"",
    Error InvalidMediaTextType: "{element} must be \"plain\" or \"html\", not \"{value}\"",
    Error InvalidMetaContent < InvalidValue: "{element} is nothing that a robot understands: \"{value}\"",
    Error InvalidMetaName < InvalidValue: "{element} must be \"robots\", not \"{value}\"",
    Error InvalidNPTTime: "{element} must be a time of playing, as in \"12:05:35\" or \"125.5\": \"{value}\"",
    Error InvalidNSS: "{element} has a part behind the name of its URN that is not valid: \"{value}\"",
    Error InvalidNamespace: "{element} is not in the namespace of its format",
    Error InvalidNonNegativeInteger < InvalidInteger: "{element} must be a whole number that is 0 or more: \"{value}\"",
    Error InvalidOPMLVersion: "{element} is no version of OPML: \"{value}\"",
    Warning InvalidOutlineType: "{element} is a type of outline that readers do not know: \"{value}\"",
    Warning InvalidOutlineVersion: "{element} is no version of a feed that readers know: \"{value}\"",
    Error InvalidPaymentMethod < InvalidValue: "{element} is none of the ways to pay: \"{value}\"",
    Error InvalidPercentage < InvalidValue: "{element} must be a percentage: \"{value}\"",
    Error InvalidPermalink: "{element} says that it is a permalink, but is no web address: \"{value}\"",
    Error InvalidPositiveInteger < InvalidInteger: "{element} must be a whole number that is 1 or more: \"{value}\"",
    Error InvalidPriceType < InvalidValue: "{element} must be \"negotiable\" or \"starting\", not \"{value}\"",
    Error InvalidRDF: "{element} in {parent} is not valid RDF: {message}",
    Error InvalidRFC2822Date < InvalidValue: "{element} is no date of RFC 822, as in \"Sat, 02 Mar 2024 08:00:00 GMT\": \"{value}\"",
    Error InvalidRFC3339Date < InvalidValue: "{element} is no date of RFC 3339, as in \"2024-03-02T08:00:00Z\": \"{value}\"",
    Error InvalidRSSVersion: "{element} is no version of RSS: \"{value}\"",
    Error InvalidRatingType < InvalidValue: "{element} is no rating: \"{value}\"",
    Error InvalidRefreshMode < InvalidValue: "{element} must be \"onChange\", \"onInterval\" or \"onExpire\", not \"{value}\"",
    Error InvalidReviewerType < InvalidValue: "{element} must be \"editorial\" or \"user\", not \"{value}\"",
    Error InvalidSalaryType < InvalidValue: "{element} must be \"starting\" or \"negotiable\", not \"{value}\"",
    Error InvalidSchemaFieldType < InvalidValue: "{element} is none of the types of a field: \"{value}\"",
    Error InvalidServiceType < InvalidValue: "{element} is none of the kinds of service: \"{value}\"",
    Error InvalidSseType: "{element} must be \"complete\" or \"aggregated\", not \"{value}\"",
    Error InvalidStyleState < InvalidValue: "{element} must be \"normal\" or \"highlight\", not \"{value}\"",
    Error InvalidSyndicationRight < InvalidValue: "{element} must be \"open\", \"limited\", \"private\" or \"closed\", not \"{value}\"",
    Error InvalidTAG < InvalidValue: "{element} is no valid tag: URI, as in \"tag:example.org,2024:post-1\": \"{value}\"",
    Error InvalidTextType < InvalidValue: "{element} in {parent} must have the type \"text\", \"html\" or \"xhtml\", not \"{value}\"",
    Error InvalidTrueFalse < InvalidValue: "{element} must be \"true\" or \"false\", not \"{value}\"",
    Error InvalidURI < InvalidValue: "{element} is no valid URI: \"{value}\"",
    Error InvalidURIAttribute < InvalidLink: "{element} of {parent} must be an address: \"{value}\"",
    Error InvalidURLAttribute < InvalidURIAttribute: "{element} of {parent} must be a full web address: \"{value}\"",
    Error InvalidURN < InvalidValue: "{element} is no valid urn: URI: \"{value}\"",
    Error InvalidUUID < InvalidValue: "{element} is no valid UUID: \"{value}\"",
    Error InvalidUpdatePeriod < InvalidValue: "{element} must be \"hourly\", \"daily\", \"weekly\", \"monthly\" or \"yearly\", not \"{value}\"",
    Error InvalidUriChar < InvalidLink: "{element} of {parent} is an address with a character that must be escaped: \"{value}\"",
    Error InvalidValue: "{element} has a value that is not valid: \"{value}\"",
    Error InvalidViewRefreshMode < InvalidValue: "{element} must be \"never\", \"onRequest\", \"onStop\" or \"onRegion\", not \"{value}\"",
    Error InvalidW3CDTFDate < InvalidISO8601Date: "{element} is no date of W3CDTF, as in \"2024-03-02\" or \"2024-03-02T08:00:00Z\": \"{value}\"",
    Error InvalidWidth < InvalidValue: "{element} must be a whole number from 1 to 144: \"{value}\"",
    Error InvalidYear < InvalidValue: "{element} must be a year of four digits: \"{value}\"",
    Error InvalidYesNo < InvalidValue: "{element} must be \"yes\" or \"no\", not \"{value}\"",
    Error InvalidYesNoClean < InvalidValue: "{element} must be \"yes\", \"no\" or \"clean\", not \"{value}\"",
    Error InvalidZeroOne < InvalidValue: "{element} must be \"0\" or \"1\", not \"{value}\"",
    Error ItemMustContainTitleOrDescription < MissingElement: "{element} has neither a title nor a description; it needs one of them",
    Warning LastModifiedIgnored: "The server gives Last-Modified, but answers a request with it with status {status} instead of 304",
    Error LinkPastEnd: "The feed is its own rel=\"{self}\" page, but has a link to rel=\"{rel}\", which is beyond it",
    Error MediaGroupWithoutAlternatives: "{element} groups less than two forms of one thing",
    Error MediaRssNamespace: "The namespace of Media RSS is {ns}, with a slash at its end",
    Warning MisplacedItem < RSS20Profile: "{element} stands in {parent} before what describes it; items should come last",
    Error MisplacedMetadata: "{element} stands behind the entries of {parent}; it must come before them",
    Warning MisplacedXHTMLContent: "{element} of XHTML cannot stand in {parent}",
    Warning MissingAtomSelfLink < MissingSelf: "{element} has no atom:link with rel=\"self\", which says where the feed lives",
    Error MissingAttribute: "{element} in {parent} must have the attribute {attr}",
    Error MissingByAndWhenAttrs: "{element} must say by whom or when the item was changed: it needs \"by\" or \"when\"",
    Error MissingContentOrAlternate < MissingElement: "{element} has neither content nor a link to an alternate; it needs one of them",
    Warning MissingCurrentInArchive: "{element} is an archive page (fh:archive) without a link to the current feed",
    Info MissingDCLanguage < MissingRecommendedElement: "{parent} does not say its language",
    Error MissingDescription < MissingElement: "{parent} must have a {element}",
    Error MissingElement: "{parent} must have {element}",
    Info MissingEncoding < BestPractices: "The document does not say its encoding; it is read as {encoding}",
    Warning MissingGuid: "{parent} should have a {element}, which tells readers what they have seen already",
    Error MissingHref < MissingAttribute: "{element} in {parent} must have the attribute {attr}, the address that it leads to",
    Warning MissingId: "{parent} should have an id",
    Warning MissingItunesElement: "{parent} should have {element}, which Apple's directory asks for",
    Warning MissingItunesEmail: "{element} should have the e-mail address of the owner, whom Apple's directory writes to",
    Error MissingLink < MissingElement: "{parent} must have a {element}",
    Error MissingNamespace < SAXError: "{element} is in no namespace",
    Error MissingOneOf < MissingElement: "{parent} must have {element} or {others}",
    Warning MissingOutlineType: "{element} has an address of a feed, but not the type \"rss\"",
    Warning MissingRealName < EmailFormat: "{element} should be an e-mail address and a name, as in \"jane@example.org (Jane Doe)\": \"{value}\"",
    Warning MissingRecommendedAttribute: "{element} in {parent} should have the attribute {attr}",
    Info MissingRecommendedElement < BestPractices: "{parent} should have {element}",
    Warning MissingSelf: "{element} has no link with rel=\"self\", which says where the feed lives",
    Warning MissingSourceElement: "{parent}, which says where the entry comes from, should have {element}",
    Error MissingSummary: "{element} needs a summary, since its content is elsewhere or in Base64",
    Warning MissingTextualContent: "{element} has neither a summary nor content with text, so that there is nothing to read",
    Error MissingTitle < MissingElement: "{parent} must have a {element}",
    Warning MissingTitleAttr: "{element} in {parent} should have a title",
    Warning MissingTypeAttr: "{element} in {parent} should say its media type in the attribute {attr}",
    Warning MissingUrlAttr: "{element} in {parent} should say its address in the attribute url",
    Error MissingXhtmlDiv < MissingElement: "{element} has the type \"xhtml\", so it must hold one div of XHTML and nothing else",
    Warning MissingXmlURL: "{element} is of the type \"rss\", but does not say the feed's address (xmlUrl)",
    Warning NeedDescriptionBeforeContent < RSS20Profile: "{element} has content:encoded before its description, and some readers show the last of them",
    Error NextIsSelf: "{element} is the address of the feed itself, so that a reader that follows it never comes to an end: \"{value}\"",
    Error NoBlink < UndefinedElement: "There is no {element} element in RSS: it was an April Fools' joke",
    Info NoCacheLifetime: "The server does not say for how long the feed is fresh (Cache-Control: max-age)",
    Warning NoConditionalRequests: "The server gives neither ETag nor Last-Modified, so that readers must fetch the whole feed each time",
    Error NoThrWhen < UndefinedElement: "{element} has the attribute {attribute}, whose right name is thr:updated",
    Warning NonCanonicalURI: "{element} is an address that is not in its normal form: \"{uri}\" is better written \"{curi}\"",
    Warning NonSpecificMediaType: "{element} has a media type that tells nothing: \"{value}\"",
    Info NonstdEncoding < BestPractices: "Not every XML reader knows the encoding {encoding}",
    Info NonstdPrefix < BestPractices: "The namespace {ns} is known by the prefix \"{preferred}\"",
    Error NotBase64 < InvalidValue: "{element} must be Base64, since its type says neither text nor XML",
    Warning NotBlank: "{element} in {parent} should not be empty",
    Error NotEnoughHoursInTheDay: "{element} names more hours than a day has",
    Error NotEscaped < InvalidValue: "{element} must have its markup escaped or in CDATA, but has elements in it",
    Warning NotHtml: "The HTML in {element} is not right: {message}",
    Error NotInANamespace < MissingNamespace: "{element} in {parent} must be in a namespace",
    Warning NotInline: "{element} has HTML that belongs to blocks of text, not into a line: {value}",
    Warning NotSufficientlyUnique: "{element} is hardly unique in all the world: \"{value}\"",
    Error NotURLEncoded < InvalidValue: "{element} must be encoded as in a web address: \"{value}\"",
    Warning NotUTF8: "Podcast directories want UTF-8",
    Warning ObscureEncoding: "Few readers know the encoding {encoding}",
    Warning ObsoleteItunesCategory: "{element} is a category that Apple has renamed or dropped: \"{value}\"",
    Error ObsoleteNamespace: "The namespace of {element} is that of a draft long replaced",
    Warning ObsoleteVersion: "{element} says that the feed is of a version long replaced: \"{value}\"",
    Warning ObsoleteWikiNamespace: "The namespace {ns} has been replaced by {preferred}",
    Info PermanentRedirect: "The address has changed for good: {location}",
    Warning ProblematicalRFC822Date: "{element} is a date that some readers do not understand: \"{value}\"",
    Warning QuestionableUsage: "{element} is not meant to stand in {parent}",
    Warning RSS20Profile: "{element} goes against the RSS Board's best practices",
    Warning RelativeSelf: "The feed's own address (rel=\"self\") should be absolute: \"{value}\"",
    Warning ReservedPrefix: "The prefix \"{prefix}\" is known for the namespace {ns}",
    Error SAXError: "The document is not well-formed: {exception}",
    Warning SameDocumentReference: "{element} leads to the feed itself: \"{value}\"",
    Warning SchemeNotIANARegistered: "{element} has an address whose scheme is not registered: \"{value}\"",
    Warning SecurityRisk: "The HTML of the feed has an element that readers remove as dangerous: {tag}",
    Warning SecurityRiskAttr < SecurityRisk: "The HTML of the feed has an attribute that readers remove as dangerous: {attr}",
    Warning SelfDoesntMatchLocation: "The feed says that it lives at another address than this one",
    Warning SelfNotAtom: "The link to the feed itself says that it is not Atom: \"{value}\"",
    Warning ShouldIncludeExample: "{element} should have an example of a search that finds something",
    Error SinceAfterUntil: "{element} begins after its end",
    Warning SlashDate < RSS20Profile: "{element} has a number of comments, but the channel does not say when it was built (lastBuildDate)",
    Info TempRedirect: "The address leads elsewhere for the time being: {location}",
    Info TextXml: "The media type text/xml is out of use for feeds",
    Error TooLong < InvalidValue: "{element} is longer than the {max} characters that it may have",
    Error TooMany < DuplicateElement: "{parent} has more of {element} than it may have",
    Info Uncompressed: "The server sends the feed without compression",
    Error UndeclaredPrefix < InvalidValue: "{element} uses a prefix that stands for nothing: \"{value}\"",
    Error UndefinedElement: "{element} cannot stand in {parent}",
    Error UndefinedNamedEntity < SAXError: "The entity &{value}; is not declared",
    Warning UndefinedParam: "{element} uses \"{param}\", which nothing defines",
    Warning UndeterminableVocabulary: "{element} in {parent} is in no namespace, so that nobody can tell what it means",
    Error UnexpectedAttribute: "{element} in {parent} has the attribute {attribute}, which nothing defines",
    Warning UnexpectedContentType: "The server sends the feed as {contentType}, which is not the media type of a feed",
    Error UnexpectedText: "{element} in {parent} must not have text between its elements",
    Error UnexpectedWhitespace: "{element} must not have white space around its value: \"{value}\"",
    Error UnicodeError: "The document is not in the encoding that it should be: {exception}",
    Error UnknownEncoding: "{encoding} is the name of no encoding",
    Warning UnknownHost: "The host of {element} does not exist: \"{value}\"",
    Warning UnknownMember: "JSON Feed has no {element} in {parent}",
    Warning UnknownNamespace: "The namespace {namespace} is not known",
    Warning UnregisteredAtomLinkRel: "{element} has a relation that is not registered: \"{value}\"",
    Warning UnsupportedItunesFormat: "{element} is a file of a kind that Apple Podcasts does not play: \"{value}\"",
    Info UnsupportedNamespace: "The elements of {name} are not checked: {namespace}",
    Warning UpdatedWithoutChange: "{element} of an entry was {old} and is {new}, but nothing in it has changed: {title}",
    Error UriNotIri < InvalidLink: "{element} has an international address where the format allows only ASCII: \"{value}\"",
    Warning UseOfExtensionAttr: "The attribute {attribute} of an extension stands on {element}, where not every reader expects one",
    Warning UseZeroForMidnight < RSS20Profile: "{element} should say midnight as 0, not as 24",
    Error UseZeroForUnknown < InvalidNonNegativeInteger: "{element} must be a number of bytes, 0 where it is not known: \"{value}\"",
    Error ValidationFailure: "The document could not be judged: {exception}",
    Error ValidatorLimit: "The document is beyond a limit: {limit}",
    Error WPBlankLine < SAXError: "White space stands before the XML declaration; a plug-in or a theme of WordPress sends it",
    Error WrongType: "{element} in {parent} must be {expected}, not {found}",
}
