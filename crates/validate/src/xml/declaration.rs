//! The XML declaration (XML 1.0, 2.8).

use super::event::Fault;
use super::reader::XmlReader;
use crate::Code;
use crate::messages::Param;

impl<'t> XmlReader<'t> {
    /// Reads the XML declaration, if the document has one (2.8).
    pub(super) fn read_xml_declaration(&mut self) -> Result<(), Fault> {
        let start = *self.cursor();
        let is_one = self.cursor().eat("<?xml") && self.cursor().skip_white_space();
        if !is_one {
            *self.cursor() = start;
            return Ok(());
        }
        let at = self.cursor().position();
        let version = self.read_pseudo_attribute("version")?;
        let version =
            version.ok_or_else(|| self.fault(at, "the XML declaration must begin with version=\"1.0\""))?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.:".contains(c);
        if version.is_empty() || !version.chars().all(plain) {
            return Err(
                self.fault(at, format!("\"{version}\" is not a version of XML; write version=\"1.0\""))
            );
        }
        let mut has_space = self.cursor().skip_white_space();
        let encoding_at = self.cursor().position();
        if let Some(encoding) = self.read_pseudo_attribute("encoding")? {
            let begins = encoding.starts_with(|c: char| c.is_ascii_alphabetic());
            if !has_space || !begins || !encoding.chars().all(|c| plain(c) && c != ':') {
                return Err(self.fault(
                    encoding_at,
                    format!("encoding=\"{encoding}\" is not a valid name of an encoding"),
                ));
            }
            has_space = self.cursor().skip_white_space();
        }
        let standalone_at = self.cursor().position();
        if let Some(standalone) = self.read_pseudo_attribute("standalone")? {
            if !has_space || !matches!(standalone, "yes" | "no") {
                return Err(self.fault(standalone_at, "standalone must be \"yes\" or \"no\""));
            }
            self.is_standalone = standalone == "yes";
            self.cursor().skip_white_space();
        }
        if !self.cursor().eat("?>") {
            let why = "an XML declaration has version, encoding and standalone, in this order, and ends with \"?>\"";
            return Err(self.fault_here(why));
        }
        if version != "1.0" {
            return Err(Fault::recoverable(Code::BadXmlVersion, at, Param::Version, version));
        }
        Ok(())
    }

    fn read_pseudo_attribute(&mut self, name: &str) -> Result<Option<&'t str>, Fault> {
        let cursor = self.cursor();
        if !cursor.eat(name) {
            return Ok(None);
        }
        cursor.skip_white_space();
        let is_equal = cursor.eat("=");
        cursor.skip_white_space();
        let value = if is_equal { cursor.read_quoted() } else { None };
        let why = || format!("{name} in the XML declaration needs a value in quotation marks");
        value.map(Some).ok_or_else(|| self.fault_here(why()))
    }
}
