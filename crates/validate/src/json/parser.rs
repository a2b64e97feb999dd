//! A strict JSON parser (RFC 8259) that reports faults and continues after them where possible.

use super::cursor::Cursor;
use super::fault::Fault;
use super::node::{JsonMember, JsonNode, JsonValue};
use super::string::read_string;
use crate::Code;

/// The maximum depth of values: deeper than any feed, and shallow enough not to overflow the stack.
const MAX_DEPTH: usize = 128;

/// The maximum number of values: more than any feed has, and few enough to limit memory. A value of two bytes
/// (`0,`) takes up to a hundred bytes of memory.
const MAX_VALUES: usize = 500_000;

/// Parses a text. Returns the value, if the parser reached its end, and the faults; without a value, the last
/// fault is the reason.
pub(super) fn parse(text: &str) -> (Option<JsonNode<'_>>, Vec<Fault>) {
    let mut parser = Parser { cursor: Cursor::new(text), values: 0 };
    let result = parser.read_document();
    let mut faults = parser.cursor.into_faults();
    let node = match result {
        Ok(node) => Some(node),
        Err(fault) => {
            faults.push(fault);
            None
        }
    };
    (node, faults)
}

/// Reads values at a cursor.
#[derive(Debug)]
struct Parser<'t> {
    cursor: Cursor<'t>,
    /// The number of values so far.
    values: usize,
}

impl<'t> Parser<'t> {
    fn read_document(&mut self) -> Result<JsonNode<'t>, Fault> {
        self.cursor.skip_white_space();
        let node = self.read_value(0)?;
        self.cursor.skip_white_space();
        if !self.cursor.is_at_end() {
            let why =
                format!("nothing may follow the end of its value, but {} does", self.cursor.describe_next());
            self.cursor.record_fault(self.cursor.position(), why);
        }
        Ok(node)
    }

    fn read_value(&mut self, depth: usize) -> Result<JsonNode<'t>, Fault> {
        self.values += 1;
        if depth >= MAX_DEPTH {
            return Err(Fault::new(Code::ValidatorLimit, self.cursor.position(), "depth"));
        }
        if self.values > MAX_VALUES {
            return Err(Fault::new(Code::ValidatorLimit, self.cursor.position(), "number of values"));
        }
        let start = self.cursor.position();
        let value = match self.cursor.peek() {
            Some(b'{') => JsonValue::Object(self.read_object(depth)?),
            Some(b'[') => JsonValue::Array(self.read_array(depth)?),
            Some(b'"') => JsonValue::String(read_string(&mut self.cursor)?),
            Some(b'-' | b'0'..=b'9') => JsonValue::Number(self.read_number()?),
            _ => self.read_literal()?,
        };
        Ok(JsonNode { start, value })
    }

    fn read_object(&mut self, depth: usize) -> Result<Vec<JsonMember<'t>>, Fault> {
        let mut members = Vec::new();
        self.cursor.advance(1);
        self.cursor.skip_white_space();
        while !self.cursor.eat(b'}') {
            let start = self.cursor.position();
            if self.cursor.peek() != Some(b'"') {
                return Err(self.cursor.expected("the name of a member in double quotes, or }"));
            }
            let name = read_string(&mut self.cursor)?;
            self.cursor.skip_white_space();
            if !self.cursor.eat(b':') {
                return Err(self.cursor.expected("a colon after the name of a member"));
            }
            self.cursor.skip_white_space();
            members.push(JsonMember { name, start, node: self.read_value(depth + 1)? });
            self.read_separator(b'}')?;
        }
        Ok(members)
    }

    fn read_array(&mut self, depth: usize) -> Result<Vec<JsonNode<'t>>, Fault> {
        let mut nodes = Vec::new();
        self.cursor.advance(1);
        self.cursor.skip_white_space();
        while !self.cursor.eat(b']') {
            nodes.push(self.read_value(depth + 1)?);
            self.read_separator(b']')?;
        }
        Ok(nodes)
    }

    /// Reads the separator after a value. Stops before the bracket that ends the array or object.
    fn read_separator(&mut self, end: u8) -> Result<(), Fault> {
        self.cursor.skip_white_space();
        let comma = self.cursor.position();
        if self.cursor.eat(b',') {
            self.cursor.skip_white_space();
            if self.cursor.peek() == Some(end) {
                self.cursor.record_fault(comma, "the last value must not have a comma after it");
            }
        } else if self.cursor.peek() != Some(end) {
            let wanted = format!("a comma or {}", char::from(end));
            return Err(self.cursor.expected(&wanted));
        }
        Ok(())
    }

    /// Reads a number: digits without a leading zero, a fraction, an exponent.
    fn read_number(&mut self) -> Result<&'t str, Fault> {
        let start = self.cursor.position();
        self.cursor.eat(b'-');
        let whole = self.read_digits("a digit")?;
        if whole.len() > 1 && whole.starts_with('0') {
            self.cursor.record_fault(start, "a number must not begin with a zero");
        }
        if self.cursor.eat(b'.') {
            self.read_digits("a digit after the point")?;
        }
        if self.cursor.eat(b'e') || self.cursor.eat(b'E') {
            if !self.cursor.eat(b'+') {
                self.cursor.eat(b'-');
            }
            self.read_digits("the digits of the exponent")?;
        }
        Ok(self.cursor.text_since(start))
    }

    fn read_digits(&mut self, wanted: &str) -> Result<&'t str, Fault> {
        let start = self.cursor.position();
        self.cursor.advance(self.cursor.remaining().iter().take_while(|byte| byte.is_ascii_digit()).count());
        if self.cursor.position() == start {
            Err(self.cursor.expected(wanted))
        } else {
            Ok(self.cursor.text_since(start))
        }
    }

    /// Reads `true`, `false` or `null`. The fault names common mistakes: single quotes and comments.
    fn read_literal(&mut self) -> Result<JsonValue<'t>, Fault> {
        let letters = self.cursor.remaining().iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let value = match self.cursor.remaining().get(..letters) {
            Some(b"true") => JsonValue::Boolean(true),
            Some(b"false") => JsonValue::Boolean(false),
            Some(b"null") => JsonValue::Null,
            _ => {
                return Err(match self.cursor.peek() {
                    Some(b'\'') => self.cursor.expected("a value; strings have double quotes"),
                    Some(b'/') => self.cursor.expected("a value; JSON has no comments"),
                    _ => self.cursor.expected("a value"),
                });
            }
        };
        self.cursor.advance(letters);
        Ok(value)
    }
}
