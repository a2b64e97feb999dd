//! The parameters of messages: what a message's text names besides its element and parent.

use std::fmt;

/// Makes the enumeration and its names from one list of rows: variant, name in reports, description.
macro_rules! params {
    ($($variant:ident $name:literal : $description:literal,)+) => {
        /// A parameter of a [`Message`](crate::Message), such as the value that is invalid.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Param {
            $(#[doc = $description] $variant,)+
        }

        impl Param {
            /// Every parameter.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in reports and in the texts of codes, such as `value`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

impl Param {
    /// The parameter with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|param| param.name() == name)
    }
}

impl fmt::Display for Param {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

params! {
    Algorithm "algo": "The hash algorithm that the document names.",
    Attr "attr": "The attribute that has the problem or is missing.",
    Attribute "attribute": "The attribute that is not allowed.",
    Character "char": "The character that a URI must not contain.",
    Charset "charset": "The encoding that the HTTP response names.",
    ContentType "contentType": "The media type that the HTTP response names.",
    Core "core": "The element of the format's own vocabulary.",
    CanonicalUri "curi": "The URI in its canonical form.",
    Encoding "encoding": "The encoding of the document.",
    Exception "exception": "The reason, as the end of a sentence.",
    Expected "expected": "The value or type that the format requires.",
    Extension "ext": "The element of the extension.",
    FileExtension "extension": "The file name extension of an enclosure.",
    Found "found": "The JSON type that the document has instead.",
    Hint "hint": "An addition to the message's text, which starts with its own punctuation.",
    How "how": "The identifiers under which an entry occurs twice.",
    HrefLang "hreflang": "The language of a link.",
    Id "id": "The id of an entry.",
    Length "len": "The length in characters.",
    Limit "limit": "The limit of the validator that the document exceeds.",
    Location "location": "The target of a redirect.",
    Max "max": "The maximum length in characters.",
    Message "message": "The details of an RDF or HTML problem.",
    Name "name": "The name of a namespace's vocabulary.",
    Namespace "namespace": "The URI of a namespace.",
    New "new": "The value in the new version of the feed.",
    NamespaceUri "ns": "The URI that belongs to a namespace prefix.",
    Old "old": "The value in the old version of the feed.",
    Others "others": "The elements that would do instead of the missing one.",
    Parameter "param": "The parameter of a media type, or the word of a list, that is not defined.",
    Preferred "preferred": "The usual prefix or URI of a namespace.",
    Prefix "prefix": "A namespace prefix.",
    Rel "rel": "The relation of a link.",
    Replacement "replacement": "The element that replaces a deprecated one.",
    Scheme "scheme": "The rating scheme.",
    SelfRel "self": "The relation of the link that has the feed's own address.",
    Specification "specification": "The address of a namespace's description.",
    Status "status": "The HTTP status code.",
    Tag "tag": "The HTML element that readers remove.",
    Text "text": "The text of a category.",
    Title "title": "The title of an entry, or else its link or id.",
    Type "type": "The media type of a link or of content.",
    Uri "uri": "The URI as written.",
    Value "value": "The value that has the problem.",
    Version "version": "The version of XML that the document names.",
}

#[cfg(test)]
mod tests {
    use super::Param;
    use crate::Code;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique() {
        let names: HashSet<&str> = Param::ALL.iter().map(|param| param.name()).collect();
        assert_eq!(names.len(), Param::ALL.len());
        assert!(!names.contains("element") && !names.contains("parent"));
    }

    #[test]
    fn texts_of_codes_use_known_parameters() {
        for code in Code::ALL {
            let names = code.summary().split('{').skip(1).filter_map(|rest| rest.split('}').next());
            for name in names {
                let is_known = matches!(name, "element" | "parent") || Param::named(name).is_some();
                assert!(is_known, "{code:?}: {name}");
            }
        }
    }
}
