//! The XML declaration (2.8).

use super::event::Fault;
use super::reader::Reader;
use crate::Code;
use crate::messages::Param;

impl<'t> Reader<'t> {
    /// The XML declaration, if there is one (2.8).
    pub(super) fn declaration(&mut self) -> Result<(), Fault> {
        let start = *self.source();
        let is_one = self.source().eat("<?xml") && self.source().spaces();
        if !is_one {
            *self.source() = start;
            return Ok(());
        }
        let at = self.source().at();
        let version = self.pseudo_attribute("version")?;
        let version =
            version.ok_or_else(|| self.fault(at, "the XML declaration must begin with version=\"1.0\""))?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
        if version.is_empty() || !version.chars().all(plain) {
            return Err(self.fault(at, format!("\"{version}\" is no version of XML; write version=\"1.0\"")));
        }
        let mut spaced = self.source().spaces();
        let encoding_at = self.source().at();
        if let Some(encoding) = self.pseudo_attribute("encoding")? {
            let begins = encoding.starts_with(|c: char| c.is_ascii_alphabetic());
            if !spaced || !begins || !encoding.chars().all(|c| plain(c) && c != ':') {
                return Err(self
                    .fault(encoding_at, format!("encoding=\"{encoding}\" names no encoding as XML has it")));
            }
            spaced = self.source().spaces();
        }
        let standalone_at = self.source().at();
        if let Some(standalone) = self.pseudo_attribute("standalone")? {
            if !spaced || !matches!(standalone, "yes" | "no") {
                return Err(self.fault(standalone_at, "standalone must be \"yes\" or \"no\""));
            }
            self.is_standalone = standalone == "yes";
            self.source().spaces();
        }
        if !self.source().eat("?>") {
            let why = "an XML declaration has version, encoding and standalone, in this order, and ends with \"?>\"";
            return Err(self.fault_here(why));
        }
        if version != "1.0" {
            return Err(Fault::passing(Code::BadXmlVersion, at, Param::Version, version));
        }
        Ok(())
    }

    fn pseudo_attribute(&mut self, name: &str) -> Result<Option<&'t str>, Fault> {
        let source = self.source();
        if !source.eat(name) {
            return Ok(None);
        }
        source.spaces();
        let is_equal = source.eat("=");
        source.spaces();
        let value = if is_equal { source.quoted() } else { None };
        let why = || format!("{name} in the XML declaration needs a value in quotation marks");
        value.map(Some).ok_or_else(|| self.fault_here(why()))
    }
}
