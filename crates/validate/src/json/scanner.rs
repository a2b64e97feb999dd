//! Text becomes values (RFC 8259): strictly, but what can be read all the same is read on.

use super::Fault;
use super::node::{Member, Node, Value};
use super::text::quoted;
use crate::Code;

/// So deep that no feed is, and so shallow that no stack overflows.
const DEPTH: usize = 128;

/// So many values that no feed has them, and few enough that they take little memory: a value takes up to a hundred
/// bytes for the two of `0,`.
const VALUES: usize = 500_000;

/// So many faults are kept; what is wrong a thousand times is not said more clearly by the next one.
const FAULTS: usize = 1000;

/// The value that a text is, as far as it can be read, and what is wrong. Without a value, the last fault tells why.
pub(super) fn scan(text: &str) -> (Option<Node<'_>>, Vec<Fault>) {
    let mut scanner = Scanner { text, at: 0, values: 0, faults: Vec::new() };
    let node = match scanner.document() {
        Ok(node) => Some(node),
        Err(fault) => {
            scanner.faults.push(fault);
            None
        }
    };
    (node, scanner.faults)
}

/// A text, and how far it is read.
#[derive(Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    values: usize,
    faults: Vec<Fault>,
}

impl<'t> Scanner<'t> {
    fn document(&mut self) -> Result<Node<'t>, Fault> {
        self.spaces();
        let node = self.value(0)?;
        self.spaces();
        if self.at < self.text.len() {
            let why = format!("nothing may follow behind the end of its value, but {} does", self.next());
            self.passing(self.at, why);
        }
        Ok(node)
    }

    fn value(&mut self, depth: usize) -> Result<Node<'t>, Fault> {
        self.values += 1;
        if depth >= DEPTH {
            return Err(Fault::new(Code::ValidatorLimit, self.at, "depth"));
        }
        if self.values > VALUES {
            return Err(Fault::new(Code::ValidatorLimit, self.at, "number of values"));
        }
        let start = self.at;
        let value = match self.peek() {
            Some(b'{') => Value::Object(self.object(depth)?),
            Some(b'[') => Value::List(self.list(depth)?),
            Some(b'"') => Value::Text(quoted(self)?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Node { start, value })
    }

    fn object(&mut self, depth: usize) -> Result<Vec<Member<'t>>, Fault> {
        let mut members = Vec::new();
        self.at += 1;
        self.spaces();
        while !self.eat(b'}') {
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.expected("the name of a member in double quotes, or }"));
            }
            let name = quoted(self)?;
            self.spaces();
            if !self.eat(b':') {
                return Err(self.expected("a colon behind the name of a member"));
            }
            self.spaces();
            members.push(Member { name, start, node: self.value(depth + 1)? });
            self.between(b'}')?;
        }
        Ok(members)
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Node<'t>>, Fault> {
        let mut nodes = Vec::new();
        self.at += 1;
        self.spaces();
        while !self.eat(b']') {
            nodes.push(self.value(depth + 1)?);
            self.between(b']')?;
        }
        Ok(nodes)
    }

    /// Reads what stands between two values; stops before the end of what they are in.
    fn between(&mut self, end: u8) -> Result<(), Fault> {
        self.spaces();
        let comma = self.at;
        if self.eat(b',') {
            self.spaces();
            if self.peek() == Some(end) {
                self.passing(comma, "the last value must not have a comma behind it");
            }
        } else if self.peek() != Some(end) {
            let wanted = format!("a comma or {}", char::from(end));
            return Err(self.expected(&wanted));
        }
        Ok(())
    }

    /// A number: digits without a zero before them, a fraction, an exponent.
    fn number(&mut self) -> Result<&'t str, Fault> {
        let start = self.at;
        self.eat(b'-');
        let whole = self.digits("a digit")?;
        if whole.len() > 1 && whole.starts_with('0') {
            self.passing(start, "no zero may stand before a number");
        }
        if self.eat(b'.') {
            self.digits("a digit behind the point")?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            if !self.eat(b'+') {
                self.eat(b'-');
            }
            self.digits("the digits of the exponent")?;
        }
        Ok(self.since(start))
    }

    fn digits(&mut self, wanted: &str) -> Result<&'t str, Fault> {
        let start = self.at;
        self.at += self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        if self.at == start { Err(self.expected(wanted)) } else { Ok(self.since(start)) }
    }

    /// `true`, `false` or `null`; what people write for them and in their places is named.
    fn word(&mut self) -> Result<Value<'t>, Fault> {
        let letters = self.rest().iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let value = match self.rest().get(..letters) {
            Some(b"true") => Value::Flag(true),
            Some(b"false") => Value::Flag(false),
            Some(b"null") => Value::Null,
            _ => {
                return Err(match self.peek() {
                    Some(b'\'') => self.expected("a value; strings have double quotes"),
                    Some(b'/') => self.expected("a value; JSON has no comments"),
                    _ => self.expected("a value"),
                });
            }
        };
        self.at += letters;
        Ok(value)
    }

    fn spaces(&mut self) {
        let is_space = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        self.at += self.rest().iter().take_while(is_space).count();
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    /// What comes next, as messages name it.
    fn next(&self) -> String {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            None => "the end of the document".to_owned(),
            Some(c) if c.is_control() => format!("the character U+{:04X}", u32::from(c)),
            Some(c) => format!("\"{c}\""),
        }
    }

    fn expected(&self, wanted: &str) -> Fault {
        Fault::new(Code::InvalidJson, self.at, format!("expected {wanted}, found {}", self.next()))
    }

    /// The byte that is read next.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The bytes that are not read yet.
    pub(super) fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// Reads that many bytes, which must end at a character's end.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// What was read since a place.
    pub(super) fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// A fault behind which can be read on.
    pub(super) fn passing(&mut self, offset: usize, why: impl Into<String>) {
        if self.faults.len() < FAULTS {
            self.faults.push(Fault::new(Code::InvalidJson, offset, why));
        }
    }
}
