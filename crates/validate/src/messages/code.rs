//! The codes of messages: their names, levels and texts.
//!
//! The names are those of the W3C feed validator, because people search for them. That validator has no codes
//! for JSON Feed, HTTP and the comparison of versions; those are new. `explanation` contains the reason for
//! each message and the fix.

use super::level::Level;

/// Makes the enumeration and its tables from one list of rows: level, name, parent (a more general code), and
/// text. `{name}` in a text stands for a parameter of the message.
macro_rules! codes {
    ($($level:ident $name:ident $(< $parent:ident)? : $text:literal,)+) => {
        /// The kind of a message. [`Code::name`] is the name that the W3C validator uses.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $text] $name,)+
        }

        impl Code {
            /// Every code, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name, such as `MissingElement`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)+
                }
            }

            /// The severity.
            pub fn level(self) -> Level {
                match self {
                    $(Self::$name => Level::$level,)+
                }
            }

            /// The more general code that includes this one.
            pub fn parent(self) -> Option<Self> {
                match self {
                    $(Self::$name => [$(Self::$parent)?].first().copied(),)+
                }
            }

            /// The text; `{name}` stands for a parameter.
            pub(crate) fn text(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }
        }
    };
}

impl Code {
    /// The code with this name. The case of letters makes no difference.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name().eq_ignore_ascii_case(name))
    }

    /// The text of the message with its placeholders: `{element}` stands for the name of an element.
    pub fn summary(self) -> &'static str {
        self.text()
    }

    /// Whether this is `other`, or a code that `other` includes.
    pub fn is_a(self, other: Self) -> bool {
        std::iter::successors(Some(self), |code| code.parent()).any(|code| code == other)
    }
}

codes! {
    Warning ArchiveIncomplete:
        "{element} is an archive page (fh:archive) without a link to the previous or next archive",
    Warning AtomLinkNotEmpty:
        "{element} in {parent} must be empty, because its attributes contain everything",
    Warning AttrNotBlank: "The attribute {attr} of {element} must not be empty",
    Warning AvoidNamespacePrefix:
        "Some readers recognize the elements of the prefix \"{prefix}\" only without a prefix",
    Warning AvoidTextInput < RSS20Profile: "Hardly any reader shows the textInput of {parent}; leave it out",
    Warning BadCharacters: "The text of {element} has a character that a wrong encoding left behind",
    Error BadXmlVersion: "\"{version}\" is not a version of XML that readers support; write version=\"1.0\"",
    Info BestPractices: "{element} does not follow the best practices of publishers",
    Warning CachingForbidden: "The server does not allow readers to store the feed (Cache-Control: no-store)",
    Error ChangedFeedId: "The id of the feed was \"{old}\" and is \"{new}\"",
    Warning CharacterData < ContainsHTML:
        "{element} has characters that readers may interpret as HTML: {value}",
    Error CloudflareHttpError < HttpError:
        "Cloudflare, which proxies the server, responded with HTTP status {status}",
    Warning CommentRSS: "{element} is wfw:commentRSS; the correct name is wfw:commentRss",
    Error ConflictingCatAttr:
        "{element} has the attribute {attr} although its href refers to categories at another address",
    Error ConflictingCatChildren:
        "{element} contains categories although its href refers to categories at another address",
    Warning ContainsEmail: "{element} of {parent} should be a name without an e-mail address: \"{value}\"",
    Warning ContainsHTML: "{element} should be plain text, but contains HTML: {value}",
    Warning ContainsRelRef: "{element} has a relative address without a base: \"{value}\"",
    Info ContainsSystemEntity: "The document refers to an external entity, which readers do not fetch",
    Warning ContainsUndeclaredHTML < ContainsHTML:
        "{element} is plain text according to its type, but contains HTML: {value}",
    Warning CoordComma:
        "The numbers in {element} are separated by commas instead of white space: \"{value}\"",
    Error CurrentNotSelfInCompleteFeed:
        "A complete feed has a link to rel=\"{rel}\" that is not its own address",
    Warning DangerousStyleAttr < SecurityRiskAttr:
        "A style attribute in the HTML of the feed has a part that readers remove: \"{value}\"",
    Warning DateWentBackwards: "{element} of an entry was {old} and is {new}, which is earlier: {title}",
    Warning Deprecated: "{element} is deprecated; use {replacement}",
    Error DeprecatedDTD: "The address of this document type at my.netscape.com no longer exists",
    Warning DeprecatedMediaAdult: "{element} is deprecated; use media:rating",
    Error DuplicateAtomLink:
        "{parent} has two alternate links of the same type (\"{type}\") and language (\"{hreflang}\")",
    Warning DuplicateDescriptionSemantics < DuplicateSemantics:
        "{parent} has its text twice: in description and in {element}",
    Error DuplicateElement: "{parent} has {element} more than once",
    Warning DuplicateEnclosure: "{parent} has more than one {element}; most readers use only one",
    Warning DuplicateEntries: "Two entries have the same id and the same update time: {value}",
    Error DuplicateIds: "All entries have the same id",
    Warning DuplicateItemSemantics < DuplicateSemantics:
        "{element} has the same information twice: in {core} and in {ext}",
    Warning DuplicateItems:
        "Two items without a guid have the same {value}, so readers show only one of them",
    Warning DuplicateSemantics: "{element} has the same information twice: in {core} and in {ext}",
    Warning DuplicateUpdated: "Two entries have the same update time: {value}",
    Error DuplicateValue < InvalidValue: "{element} has a value that is already used: \"{value}\"",
    Warning ETagIgnored:
        "The server sends an ETag, but responds to a request with this ETag with status {status} instead \
         of 304",
    Error EightDaysAWeek: "{element} has more than seven days",
    Warning EmailFormat < RSS20Profile:
        "{element} should be an e-mail address and a name, as in \"jane@example.org (Jane Doe)\", not \
         \"{value}\"",
    Warning EncodingMismatch:
        "The HTTP response declares the encoding {charset}, and the document declares {encoding}",
    Error EntryDuplicated: "The feed contains an entry twice, {how}: {title}",
    Error EntryIdOfFeed: "{element} of {parent} is the id of the feed: \"{value}\"",
    Info EntryNew: "New entry: {title}",
    Error EntryResurfaced:
        "The id of an entry was \"{old}\" and is \"{new}\", so readers show the entry as new: {title}",
    Info EntryUpdated: "Changed entry: {title}",
    Warning EntryVanished: "An entry was removed although older entries remain: {title}",
    Warning EscapedTwice:
        "The HTML of {element} was escaped twice, so readers show its tags as text: {value}",
    Warning FeedHistoryRelInEntry: "A link to rel=\"{rel}\" belongs to the feed and not to an entry",
    Error FeedRelInCompleteFeed:
        "A complete feed (fh:complete) has no other pages, but this feed links to rel=\"{rel}\"",
    Warning GluedHost:
        "{element} has a host that is \"{expected}\" with more letters; a slash may be missing: \"{value}\"",
    Warning HtmlFragment: "{element} contains a whole HTML document instead of a fragment",
    Error HttpError: "The server responded with HTTP status {status}",
    Error HttpErrorWithPossibleFeed:
        "The server responded with HTTP status {status}, although the response seems to contain a feed",
    Error HttpProtocolError: "The server violates the HTTP protocol: {exception}",
    Error HttpsProtocolError: "The TLS connection to the server failed: {exception}",
    Warning HttpsProtocolWarning: "Readers may refuse the server's TLS connection: {exception}",
    Error IOError: "The document could not be read: {exception}",
    Warning IdNotString:
        "{element} of {parent} should be a string, because readers convert other values in different ways",
    Warning ImageLinkDoesntMatch:
        "The link of the image, \"{value}\", is not that of the channel, \"{expected}\"",
    Warning ImageTitleDoesntMatch < RSS20Profile:
        "The title of the image, \"{value}\", is not that of the channel, \"{expected}\"",
    Warning ImageUrlFormat: "{element} should be a GIF, JPEG or PNG image: \"{value}\"",
    Warning ImplausibleDate: "{element} is an implausible date: \"{value}\"",
    Error IncorrectDOW < InvalidRFC2822Date:
        "{element} has the wrong day of the week for its date: \"{value}\"",
    Error IntegerOverflow: "{element} is too large a number for many readers: \"{value}\"",
    Error InvalidAccessRestrictionRel < InvalidValue:
        "{element} must have relationship=\"allow\" or relationship=\"deny\", not \"{value}\"",
    Error InvalidAddrSpec < InvalidContact:
        "{element} in {parent} must be an e-mail address without a name: \"{value}\"",
    Error InvalidAlphanum: "{element} must contain only letters and digits: \"{value}\"",
    Error InvalidBooleanAttribute < InvalidValue:
        "The attribute {attr} of {element} must be \"true\" or \"false\", not \"{value}\"",
    Error InvalidCommaSeparatedIntegers < InvalidValue:
        "{element} must be integers separated by commas: \"{value}\"",
    Error InvalidContact < InvalidValue: "{element} must contain an e-mail address: \"{value}\"",
    Error InvalidContentMode < InvalidValue:
        "{element} must have the mode \"xml\", \"escaped\" or \"base64\", not \"{value}\"",
    Error InvalidCoord < InvalidValue:
        "{element} must be a latitude and a longitude, separated by white space: \"{value}\"",
    Error InvalidCoordList < InvalidValue:
        "{element} must be pairs of latitude and longitude, separated by white space: \"{value}\"",
    Error InvalidCountryCode < InvalidValue:
        "{element} must be a country code of two letters (ISO 3166): \"{value}\"",
    Error InvalidCreditRole: "{element} must have a role in lower case: \"{value}\"",
    Error InvalidCurrencyUnit < InvalidValue:
        "{element} must be a currency code such as EUR (ISO 4217): \"{value}\"",
    Error InvalidDay < InvalidValue: "{element} must be the English name of a day of the week: \"{value}\"",
    Error InvalidDoctype: "The document type is that of RSS 0.91, but the version is {value}",
    Error InvalidDuration < InvalidValue:
        "{element} must be a duration, as in \"1:02:03\" or as a number of seconds: \"{value}\"",
    Error InvalidEncoding < InvalidValue: "{element} is not the name of an encoding: \"{value}\"",
    Error InvalidExpansionState: "{element} must be line numbers separated by commas: \"{value}\"",
    Error InvalidExtensionName:
        "{element} in {parent} is not a valid extension name: an extension's name is an underscore and a \
         letter, without a dot, and the names in it have no underscore at the start",
    Error InvalidFloat < InvalidValue: "{element} must be a number: \"{value}\"",
    Error InvalidFloatUnit < InvalidValue: "{element} must be a number with a unit: \"{value}\"",
    Error InvalidFormComponentName < InvalidValue:
        "{element} in {parent} must be a form field name, which starts with a letter and continues with \
         letters, digits and -_:.: \"{value}\"",
    Error InvalidFullLink < InvalidLink: "{element} must be an absolute address: \"{value}\"",
    Error InvalidFullLocation < InvalidValue:
        "{element} must be a full postal address: street, place, region, postal code and country: \
         \"{value}\"",
    Error InvalidGender < InvalidValue: "{element} must be \"Male\" or \"Female\", or M or F: \"{value}\"",
    Error InvalidHeight < InvalidValue: "{element} must be an integer from 1 to 400: \"{value}\"",
    Error InvalidHour < InvalidValue: "{element} must be an integer from 0 to 23: \"{value}\"",
    Error InvalidHttpGUID < InvalidValue:
        "{element} is declared as a permalink, so it must be a web address: \"{value}\"",
    Error InvalidIRI < InvalidLink: "{element} is not a valid IRI: \"{value}\"",
    Error InvalidISO8601Date < InvalidValue: "{element} is not a valid ISO 8601 date: \"{value}\"",
    Error InvalidISO8601DateTime < InvalidValue:
        "{element} is not a valid ISO 8601 date with a time: \"{value}\"",
    Error InvalidIntUnit < InvalidValue: "{element} must be an integer with a unit: \"{value}\"",
    Error InvalidInteger < InvalidValue: "{element} must be an integer: \"{value}\"",
    Error InvalidIntegerAttribute < InvalidValue:
        "The attribute {attr} of {element} must be a positive integer: \"{value}\"",
    Error InvalidItunesCategory < InvalidValue:
        "{element} is not one of Apple's podcast categories: \"{value}\"",
    Error InvalidItunesChannelType < InvalidValue:
        "{element} must be \"episodic\" or \"serial\", not \"{value}\"",
    Error InvalidItunesEpisodeType < InvalidValue:
        "{element} must be \"full\", \"trailer\" or \"bonus\", not \"{value}\"",
    Error InvalidJson: "The document is not valid JSON: {exception}",
    Error InvalidJsonFeedVersion:
        "{element} must be the address of a version of JSON Feed, such as \"{expected}\", not \"{value}\"",
    Warning InvalidKeywords: "{element} should be words separated by commas: \"{value}\"",
    Error InvalidLabel < InvalidValue: "{element} must be a label of the vocabulary: \"{value}\"",
    Error InvalidLanguage < InvalidValue: "{element} is not a valid language tag: \"{value}\"",
    Error InvalidLatitude: "{element} must be a latitude between -90 and 90: \"{value}\"",
    Error InvalidLink < InvalidValue: "{element} is not a valid address: \"{value}\"",
    Error InvalidLocalRole < InvalidValue: "{element} is not a valid role of a query: \"{value}\"",
    Error InvalidLocation < InvalidValue: "{element} must be the name or address of a place: \"{value}\"",
    Error InvalidLongitude: "{element} must be a longitude between -180 and 180: \"{value}\"",
    Error InvalidMIMEAttribute < InvalidValue:
        "The attribute {attr} of {element} must be a media type, such as \"audio/mpeg\": \"{value}\"",
    Error InvalidMIMEType: "{element} in {parent} must have a media type, such as \"image/png\": \"{value}\"",
    Error InvalidMaritalStatus < InvalidValue: "{element} is not a valid marital status: \"{value}\"",
    Error InvalidMediaExpression: "{element} must be \"full\", \"sample\" or \"nonstop\", not \"{value}\"",
    Error InvalidMediaHash: "{element} is not a valid hash of its algorithm: \"{value}\"",
    Error InvalidMediaMedium:
        "{element} must be \"image\", \"audio\", \"video\", \"document\" or \"executable\", not \"{value}\"",
    Error InvalidMediaRating: "{element} is not a rating of its scheme: \"{value}\"",
    Error InvalidMediaRestriction: "{element} does not fit the type of its restriction: \"{value}\"",
    Error InvalidMediaRestrictionRel: "{element} must be \"allow\" or \"deny\", not \"{value}\"",
    Error InvalidMediaRestrictionType:
        "{element} must be \"country\", \"uri\" or \"sharing\", not \"{value}\"",
    Error InvalidMediaTextType: "{element} must be \"plain\" or \"html\", not \"{value}\"",
    Error InvalidMetaContent < InvalidValue: "{element} is not a valid instruction for robots: \"{value}\"",
    Error InvalidMetaName < InvalidValue: "{element} must be \"robots\", not \"{value}\"",
    Error InvalidNPTTime: "{element} must be a playing time, as in \"12:05:35\" or \"125.5\": \"{value}\"",
    Error InvalidNSS: "{element} has an invalid part after the namespace of its URN: \"{value}\"",
    Error InvalidNamespace: "{element} is not in the namespace of its format",
    Error InvalidNonNegativeInteger < InvalidInteger:
        "{element} must be an integer of 0 or more: \"{value}\"",
    Error InvalidOPMLVersion: "{element} is not a version of OPML: \"{value}\"",
    Warning InvalidOutlineType: "{element} is an outline type that readers do not know: \"{value}\"",
    Warning InvalidOutlineVersion: "{element} is a feed version that readers do not know: \"{value}\"",
    Error InvalidPaymentMethod < InvalidValue: "{element} is not a valid payment method: \"{value}\"",
    Error InvalidPercentage < InvalidValue: "{element} must be a percentage: \"{value}\"",
    Error InvalidPermalink: "{element} is declared as a permalink, but is not a web address: \"{value}\"",
    Error InvalidPositiveInteger < InvalidInteger: "{element} must be an integer of 1 or more: \"{value}\"",
    Error InvalidPriceType < InvalidValue:
        "{element} must be \"negotiable\" or \"starting\", not \"{value}\"",
    Error InvalidRDF: "{element} in {parent} is not valid RDF: {message}",
    Error InvalidRFC2822Date < InvalidValue:
        "{element} is not a valid RFC 822 date, as in \"Sat, 02 Mar 2024 08:00:00 GMT\": \"{value}\"",
    Error InvalidRFC3339Date < InvalidValue:
        "{element} is not a valid RFC 3339 date, as in \"2024-03-02T08:00:00Z\": \"{value}\"",
    Error InvalidRSSVersion: "{element} is not a version of RSS: \"{value}\"",
    Error InvalidRatingType < InvalidValue: "{element} is not a valid rating: \"{value}\"",
    Error InvalidReviewerType < InvalidValue: "{element} must be \"editorial\" or \"user\", not \"{value}\"",
    Error InvalidSalaryType < InvalidValue:
        "{element} must be \"starting\" or \"negotiable\", not \"{value}\"",
    Error InvalidServiceType < InvalidValue: "{element} is not a valid service type: \"{value}\"",
    Error InvalidSseType: "{element} must be \"complete\" or \"aggregated\", not \"{value}\"",
    Error InvalidTAG < InvalidValue:
        "{element} is not a valid tag: URI, as in \"tag:example.org,2024:post-1\": \"{value}\"",
    Error InvalidTextType < InvalidValue:
        "{element} in {parent} must have the type \"text\", \"html\" or \"xhtml\", not \"{value}\"",
    Error InvalidTrueFalse < InvalidValue: "{element} must be \"true\" or \"false\", not \"{value}\"",
    Error InvalidURI < InvalidValue: "{element} is not a valid URI: \"{value}\"",
    Error InvalidURIAttribute < InvalidLink: "{element} of {parent} must be an address: \"{value}\"",
    Error InvalidURLAttribute < InvalidURIAttribute:
        "{element} of {parent} must be an absolute web address: \"{value}\"",
    Error InvalidURN < InvalidValue: "{element} is not a valid urn: URI: \"{value}\"",
    Error InvalidUUID < InvalidValue: "{element} is not a valid UUID: \"{value}\"",
    Error InvalidUpdatePeriod < InvalidValue:
        "{element} must be \"hourly\", \"daily\", \"weekly\", \"monthly\" or \"yearly\", not \"{value}\"",
    Error InvalidUriChar < InvalidLink:
        "{element} of {parent} is an address with a character that must be escaped: \"{value}\"",
    Error InvalidValue: "{element} has an invalid value: \"{value}\"",
    Error InvalidW3CDTFDate < InvalidISO8601Date:
        "{element} is not a valid W3CDTF date, as in \"2024-03-02\" or \"2024-03-02T08:00:00Z\": \
         \"{value}\"",
    Error InvalidWidth < InvalidValue: "{element} must be an integer from 1 to 144: \"{value}\"",
    Error InvalidYear < InvalidValue: "{element} must be a year of four digits: \"{value}\"",
    Error InvalidYesNo < InvalidValue: "{element} must be \"yes\" or \"no\", not \"{value}\"",
    Error InvalidYesNoClean < InvalidValue: "{element} must be \"yes\", \"no\" or \"clean\", not \"{value}\"",
    Error InvertedBox < InvalidCoordList:
        "{element} has its lower corner north of its upper one: \"{value}\"",
    Error ItemMustContainTitleOrDescription < MissingElement: "{element} must have a title or a description",
    Warning ItemNotListed: "{element} is not in the list of items of the channel: \"{value}\"",
    Warning ItunesImageFormat: "{element} should be a JPEG or PNG image: \"{value}\"",
    Warning LastModifiedIgnored:
        "The server sends Last-Modified, but responds to a request with this date with status {status} \
         instead of 304",
    Error LinkPastEnd: "The feed is its own rel=\"{self}\" page, but has a link to rel=\"{rel}\"",
    Error MediaGroupWithoutAlternatives: "{element} must contain at least two forms of the same content",
    Error MediaRssNamespace: "The namespace of Media RSS is {ns}, with a slash at its end",
    Warning MisplacedItem < RSS20Profile:
        "{element} in {parent} comes before elements that describe the channel; items should come last",
    Error MisplacedMetadata: "{element} comes after the entries of {parent}; it must come before them",
    Warning MisplacedXHTMLContent: "{element} of XHTML is not allowed in {parent}",
    Warning MissingAtomSelfLink < MissingSelf:
        "{element} has no atom:link with rel=\"self\", which gives the address of the feed",
    Error MissingAttribute: "{element} in {parent} must have the attribute {attr}",
    Error MissingByAndWhenAttrs: "{element} must have the attribute \"by\" or \"when\"",
    Error MissingContentOrAlternate < MissingElement: "{element} must have content or an alternate link",
    Warning MissingCurrentInArchive:
        "{element} is an archive page (fh:archive) without a link to the current feed",
    Info MissingDCLanguage < MissingRecommendedElement: "{parent} does not declare its language",
    Error MissingDescription < MissingElement: "{parent} must have a {element}",
    Error MissingElement: "{parent} must have {element}",
    Info MissingEncoding < BestPractices:
        "The document does not declare its encoding; it is read as {encoding}",
    Warning MissingGuid: "{parent} should have a {element}, which lets readers recognize the item",
    Error MissingHref < MissingAttribute:
        "{element} in {parent} must have the attribute {attr} with the address of the target",
    Warning MissingItunesElement: "{parent} should have {element}, which Apple's directory requires",
    Warning MissingItunesEmail:
        "{element} should have the owner's e-mail address, which Apple's directory uses for contact",
    Error MissingLink < MissingElement: "{parent} must have a {element}",
    Error MissingNamespace < SAXError: "{element} is in no namespace",
    Error MissingOneOf < MissingElement: "{parent} must have {element} or {others}",
    Warning MissingOutlineType: "{element} has the address of a feed, but not the type \"rss\"",
    Warning MissingRealName < EmailFormat:
        "{element} should be an e-mail address and a name, as in \"jane@example.org (Jane Doe)\": \
         \"{value}\"",
    Warning MissingRecommendedAttribute: "{element} in {parent} should have the attribute {attr}",
    Info MissingRecommendedElement < BestPractices: "{parent} should have {element}",
    Warning MissingSelf: "{element} has no link with rel=\"self\", which gives the address of the feed",
    Warning MissingSourceElement:
        "{parent}, which describes the original feed of the entry, should have {element}",
    Error MissingSummary: "{element} needs a summary, because its content is at another address or in Base64",
    Warning MissingTextualContent: "{element} has neither a summary nor textual content",
    Error MissingTitle < MissingElement: "{parent} must have a {element}",
    Warning MissingTitleAttr: "{element} in {parent} should have a title",
    Warning MissingTypeAttr: "{element} in {parent} should have its media type in the attribute {attr}",
    Warning MissingUrlAttr: "{element} in {parent} should have its address in the attribute url",
    Error MissingXhtmlDiv < MissingElement:
        "{element} has the type \"xhtml\", so it must contain exactly one XHTML div",
    Warning MissingXmlURL: "{element} has the type \"rss\", but no feed address (xmlUrl)",
    Warning NeedDescriptionBeforeContent < RSS20Profile:
        "{element} has content:encoded before its description, and some readers show the later of the two",
    Error NextIsSelf:
        "{element} is the address of the feed itself, so a reader that follows it never ends: \"{value}\"",
    Error NoBlink < UndefinedElement: "RSS has no {element} element: it was an April Fools' joke",
    Info NoCacheLifetime:
        "The server does not declare how long the feed stays fresh (Cache-Control: max-age)",
    Warning NoConditionalRequests:
        "The server sends neither ETag nor Last-Modified, so readers must fetch the whole feed each time",
    Error NoThrWhen < UndefinedElement:
        "{element} has the attribute {attribute}; the correct name is thr:updated",
    Warning NonCanonicalURI: "{element} is not in its canonical form: \"{uri}\" should be \"{curi}\"",
    Warning NonSpecificMediaType: "{element} has an unspecific media type: \"{value}\"",
    Info NonstdEncoding < BestPractices: "Not every XML reader supports the encoding {encoding}",
    Info NonstdPrefix < BestPractices: "The usual prefix of the namespace {ns} is \"{preferred}\"",
    Error NotBase64 < InvalidValue: "{element} must be Base64, because its type is neither text nor XML",
    Warning NotBlank: "{element} in {parent} should not be empty",
    Error NotEnoughHoursInTheDay: "{element} has more than 24 hours",
    Error NotEscaped < InvalidValue:
        "{element} must have its markup escaped or in CDATA, but contains elements",
    Warning NotHtml: "The HTML in {element} is invalid: {message}",
    Error NotInANamespace < MissingNamespace: "{element} in {parent} must be in a namespace",
    Warning NotInline: "{element} should contain only inline HTML, but contains block elements: {value}",
    Warning NotSufficientlyUnique: "{element} is probably not globally unique: \"{value}\"",
    Error NotURLEncoded < InvalidValue: "{element} must be URL-encoded: \"{value}\"",
    Warning NotUTF8: "Podcast directories require UTF-8",
    Warning ObscureEncoding: "Few readers support the encoding {encoding}",
    Warning ObsoleteItunesCategory: "{element} is a category that Apple renamed or removed: \"{value}\"",
    Error ObsoleteNamespace: "The namespace of {element} is that of an obsolete draft",
    Warning ObsoleteVersion: "{element} declares an obsolete version: \"{value}\"",
    Warning ObsoleteWikiNamespace: "The namespace {ns} was replaced by {preferred}",
    Error OpenPolygon < InvalidCoordList:
        "{element} must be four positions or more, and end at the first one: \"{value}\"",
    Info PermanentRedirect: "The address redirects permanently: {location}",
    Warning PreviewHost: "{element} of {parent} has a host that only its publisher can reach: \"{value}\"",
    Warning ProblematicalRFC822Date: "{element} is a date that some readers cannot parse: \"{value}\"",
    Warning QuestionableUsage: "{element} is not intended for use in {parent}",
    Warning RSS20Profile: "{element} does not follow the RSS Board's best practices",
    Warning RecommendedByProfile: "{parent} should have {element}, which {name} recommends",
    Warning RelativeSelf: "The feed's own address (rel=\"self\") should be absolute: \"{value}\"",
    Error RequiredByProfile < MissingElement: "{parent} must have {element}, which {name} requires",
    Warning ReservedPrefix: "The prefix \"{prefix}\" usually stands for the namespace {ns}",
    Error SAXError: "The document is not well-formed: {exception}",
    Warning SameDocumentReference: "{element} points to the feed itself: \"{value}\"",
    Warning SchemeNotIANARegistered: "{element} has an address with an unregistered scheme: \"{value}\"",
    Warning SecurityRisk: "The HTML of the feed has an element that readers remove as dangerous: {tag}",
    Warning SecurityRiskAttr < SecurityRisk:
        "The HTML of the feed has an attribute that readers remove as dangerous: {attr}",
    Warning SelfDoesntMatchLocation:
        "The feed's own address (rel=\"self\") is not the address of the document",
    Info SelfElsewhere:
        "The feed's own address (rel=\"self\") has another path than the address of the document",
    Warning SelfNotAtom: "The type of the link to the feed itself is not a feed type: \"{value}\"",
    Error SinceAfterUntil: "{element} starts after its end",
    Warning SlashDate < RSS20Profile:
        "{element} has a number of comments, but the channel has no build date (lastBuildDate)",
    Warning SpaceAround:
        "{element} of {parent} has white space around its value, which readers compare as written: \"{value}\"",
    Info TempRedirect: "The address redirects temporarily: {location}",
    Info TextXml: "The media type text/xml is deprecated for feeds",
    Error TooLong < InvalidValue: "{element} is longer than {max} characters",
    Error TooMany < DuplicateElement: "{parent} has too many {element} elements",
    Info Uncompressed: "The server sends the feed without compression",
    Error UndeclaredPrefix < InvalidValue: "{element} uses an undeclared namespace prefix: \"{value}\"",
    Error UndefinedElement: "{element} is not allowed in {parent}",
    Error UndefinedNamedEntity < SAXError: "The entity &{value}; is not declared",
    Warning UndefinedParam: "{element} uses \"{param}\", which is not defined",
    Warning UndeterminableVocabulary: "{element} in {parent} is in no namespace, so its meaning is undefined",
    Error UnexpectedAttribute: "{element} in {parent} has the undefined attribute {attribute}",
    Warning UnexpectedContentType:
        "The server sends the feed as {contentType}, which is not a media type of feeds",
    Error UnexpectedText: "{element} in {parent} must not contain text between its elements",
    Error UnexpectedWhitespace: "{element} must not have white space around its value: \"{value}\"",
    Error UnicodeError: "The document is not in its declared encoding: {exception}",
    Error UnknownEncoding: "{encoding} is not the name of an encoding",
    Warning UnknownHost: "The host of {element} does not exist: \"{value}\"",
    Warning UnknownMember: "JSON Feed defines no {element} in {parent}",
    Warning UnknownNamespace: "The namespace {namespace} is unknown",
    Warning UnregisteredAtomLinkRel: "{element} has an unregistered relation: \"{value}\"",
    Warning UnsupportedItunesFormat: "{element} is a file that Apple Podcasts does not play: \"{value}\"",
    Info UnsupportedNamespace: "The elements of {name} are not checked: {namespace}",
    Warning UpdatedWithoutChange:
        "{element} of an entry was {old} and is {new}, but the entry has not changed: {title}",
    Error UriNotIri < InvalidLink:
        "{element} contains non-ASCII characters, which the format does not allow in addresses: \"{value}\"",
    Warning UseOfExtensionAttr:
        "{element} has the extension attribute {attribute}, which not every reader expects",
    Warning UseZeroForMidnight < RSS20Profile: "{element} should write midnight as 0, not as 24",
    Error UseZeroForUnknown < InvalidNonNegativeInteger:
        "{element} must be a number of bytes, or 0 if the size is unknown: \"{value}\"",
    Error ValidationFailure: "The document could not be validated: {exception}",
    Error ValidatorLimit: "The document exceeds a limit of the validator: {limit}",
    Error WPBlankLine < SAXError:
        "White space comes before the XML declaration; a WordPress plug-in or theme writes it",
    Error WrongType: "{element} in {parent} must be {expected}, not {found}",
}
