//! Checks a JSON document against the schema and reports the findings.

use super::fault::Fault;
use super::node::{JsonMember, JsonNode, JsonObject, JsonValue};
use super::parser::parse;
use super::schema::{ObjectSchema, ValueType, Version};
use super::suggestion::suggest;
use super::vocabulary::{FEED, declared_version};
use crate::Code;
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::Context;
use std::collections::HashSet;

/// The media types of JSON Feeds: the registered one, the general one of JSON, or none.
const MEDIA_TYPES: &[&str] = &["", "application/feed+json", "application/json"];

/// Parses a document, and checks it against the schema if the parser reached its end.
pub(crate) fn check_document(text: &str, context: &mut dyn Context<'_>) {
    if let Some(media_type) = context.options().content_type.clone()
        && !MEDIA_TYPES.contains(&media_type.to_ascii_lowercase().as_str())
    {
        context.report(Finding::new(Code::UnexpectedContentType).param(Param::ContentType, media_type));
    }
    let (node, faults) = parse(text);
    for fault in &faults {
        report_fault(fault, context);
    }
    let Some(node) = node else { return };
    let version = node.object().map_or(Version::V1_1, |feed| declared_version(&feed));
    SchemaChecker { version, context }.check_value(&ValueType::Object(&FEED), &node, FEED.name, "root");
}

/// Reports a fault of the JSON syntax or the encoding.
pub(crate) fn report_fault(fault: &Fault, context: &mut dyn Context<'_>) {
    let why = fault.why.as_str();
    let finding = Finding::new(fault.code).at(fault.offset);
    context.report(match fault.code {
        Code::ValidatorLimit => finding.param(Param::Limit, why),
        Code::EncodingMismatch => finding.param(Param::Charset, why).param(Param::Encoding, "UTF-8"),
        _ => finding.param(Param::Exception, why),
    });
}

/// Compares values with their schema and reports the differences.
struct SchemaChecker<'c, 't> {
    version: Version,
    context: &'c mut dyn Context<'t>,
}

impl SchemaChecker<'_, '_> {
    fn check_value(&mut self, value_type: &ValueType, node: &JsonNode<'_>, element: &str, parent: &str) {
        let finding = |code| Finding::new(code).at(node.start).element(element).parent(parent);
        match (value_type, &node.value) {
            (ValueType::String(_) | ValueType::Id, JsonValue::String(text)) if text.is_empty() => {
                self.context.report(finding(Code::NotBlank));
            }
            (ValueType::String(checks), JsonValue::String(text)) => {
                self.context.check_value(checks, text, Subject::new(node.start, element, parent));
            }
            (ValueType::Id, JsonValue::String(_)) | (ValueType::Boolean, JsonValue::Boolean(_)) => {}
            (ValueType::Id, JsonValue::Number(_) | JsonValue::Boolean(_)) => {
                self.context.report(finding(Code::IdNotString));
            }
            (ValueType::Count, JsonValue::Number(number)) => {
                let is_count = |number: f64| number >= 0.0 && number.fract() == 0.0;
                self.check_number(number, is_count, finding(Code::InvalidNonNegativeInteger));
            }
            (ValueType::Seconds, JsonValue::Number(number)) => {
                self.check_number(number, |number| number >= 0.0, finding(Code::InvalidDuration));
            }
            (ValueType::Object(schema), JsonValue::Object(members)) => {
                self.check_object(schema, &JsonObject { start: node.start, members });
            }
            (ValueType::Array(name, value_type), JsonValue::Array(nodes)) => {
                for node in nodes {
                    self.check_value(value_type, node, name, element);
                }
            }
            (value_type, value) => {
                let finding = finding(Code::WrongType).param(Param::Expected, value_type.type_name());
                self.context.report(finding.param(Param::Found, value.type_name()));
            }
        }
    }

    fn check_number(&mut self, number: &str, is_valid: fn(f64) -> bool, invalid: Finding) {
        if !number.parse().is_ok_and(is_valid) {
            self.context.report(invalid.param(Param::Value, number));
        }
    }

    fn check_object(&mut self, schema: &'static ObjectSchema, object: &JsonObject<'_, '_>) {
        self.check_unique_names(object.members, schema.name);
        for member in object.members {
            match schema.row(&member.name) {
                Some(row) => {
                    if row.since > self.version {
                        self.report_unknown_member(member, schema.name, Some("; it came with version 1.1"));
                    }
                    self.check_value(&row.value_type, &member.node, row.name, schema.name);
                }
                None if member.name.starts_with('_') => self.check_extension(member, schema.name),
                None => {
                    let hint = suggest(schema, &member.name).map(|name| format!("; did you mean {name}?"));
                    self.report_unknown_member(member, schema.name, hint.as_deref());
                }
            }
        }
        for row in schema.members {
            if let Some(code) = row.missing
                && !object.has(row.name)
            {
                self.context
                    .report(Finding::new(code).at(object.start).element(row.name).parent(schema.name));
            }
        }
        for rule in schema.rules {
            rule(object, self.version, self.context);
        }
    }

    fn report_unknown_member(&mut self, member: &JsonMember<'_>, parent: &str, hint: Option<&str>) {
        let finding = Finding::new(Code::UnknownMember)
            .at(member.start)
            .element(shortened(&member.name))
            .parent(parent);
        self.context.report(hint.iter().fold(finding, |finding, hint| finding.param(Param::Hint, hint)));
    }

    /// Checks a member of an extension: its name is an underscore and a letter, and neither its name nor the
    /// names of its members contain a dot.
    fn check_extension(&mut self, member: &JsonMember<'_>, parent: &str) {
        let name = &member.name;
        let is_name = name.chars().nth(1).is_some_and(char::is_alphabetic) && !name.contains('.');
        if !is_name {
            self.context.report(
                Finding::new(Code::InvalidExtensionName)
                    .at(member.start)
                    .element(shortened(name))
                    .parent(parent),
            );
        }
        if let JsonValue::Object(members) = &member.node.value {
            self.check_unique_names(members, shortened(name));
            for inner in
                members.iter().filter(|inner| inner.name.starts_with('_') || inner.name.contains('.'))
            {
                self.context.report(
                    Finding::new(Code::InvalidExtensionName)
                        .at(inner.start)
                        .element(shortened(&inner.name))
                        .parent(shortened(name)),
                );
            }
        }
    }

    /// Reports duplicate member names: implementations differ in which of the members they use (RFC 8259, 4).
    fn check_unique_names(&mut self, members: &[JsonMember<'_>], parent: &str) {
        let mut names = HashSet::with_capacity(members.len());
        for member in members {
            if !names.insert(&*member.name) {
                self.context.report(
                    Finding::new(Code::DuplicateElement)
                        .at(member.start)
                        .element(shortened(&member.name))
                        .parent(parent),
                );
            }
        }
    }
}

/// A name of the document, shortened for messages.
fn shortened(name: &str) -> &str {
    name.char_indices().nth(80).map_or(name, |(end, _)| name.get(..end).unwrap_or(name))
}
