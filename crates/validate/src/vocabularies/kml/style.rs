//! How features look.

use super::feature::ADDRESS;
use super::network::OF_LINKS;
use super::overlay::PLACE;
use super::value::{color_mode, icon_states, list_item_type, style_state};
use super::{Element, Grammar, ID, Table, id_once, needs, number, object, own, replaced, switch, text};
use crate::datatypes::{angle, colour, float, integer};
use crate::vocabularies::Rule;

/// `Style`.
pub(super) const STYLE: Element = Element::parent("Style", &IN_STYLE).with(ID).rules(UNIQUE);

/// `StyleMap`.
pub(super) const STYLE_MAP: Element = Element::parent("StyleMap", &Grammar::of(&[&[own(&[PAIR])]]))
    .with(ID)
    .rules(&[|map, judge| needs(map, &["Pair"], judge)]);

const PAIR: Element = Element::parent(
    "Pair",
    &Grammar::of(&[&[own(&[text("key", &[style_state]), text("styleUrl", &[]), STYLE.once()])]]),
)
.with(ID)
.rules(&[|pair, judge| {
    needs(pair, &["key"], judge);
    if !pair.has(super::Namespace::Core, "Style") {
        needs(pair, &["styleUrl"], judge);
    }
}]);

const UNIQUE: &[Rule] = &[id_once];

const OF_COLOURS: Table = own(&[text("color", &[colour]), text("colorMode", &[color_mode])]);

/// A style of some part.
const fn part(name: &'static str, grammar: &'static Grammar) -> Element {
    object(name, grammar).rules(UNIQUE)
}

const IN_STYLE: Grammar = Grammar::of(&[&[own(&[
    part("LineStyle", &Grammar::of(&[&[OF_COLOURS, own(&[number("width")])]])),
    part("PolyStyle", &Grammar::of(&[&[OF_COLOURS, own(&[switch("fill"), switch("outline")])]])),
    part(
        "IconStyle",
        &Grammar::of(&[&[
            OF_COLOURS,
            own(&[text("heading", &[angle]), ICON, number("scale"), PLACE.named("hotSpot")]),
        ]]),
    ),
    part("LabelStyle", &Grammar::of(&[&[OF_COLOURS, own(&[number("scale"), LABEL_COLOUR])]])),
    part(
        "BalloonStyle",
        &Grammar::of(&[&[own(&[
            text("textColor", &[colour]),
            text("bgColor", &[colour]),
            text("color", &[colour]),
            text("text", &[]),
            text("displayMode", &[]),
        ])]]),
    ),
    part(
        "ListStyle",
        &Grammar::of(&[&[own(&[
            text("bgColor", &[colour]),
            Element::parent("ItemIcon", &Grammar::of(&[&[own(&[text("state", &[icon_states]), ADDRESS])]]))
                .with(ID)
                .rules(&[|icon, judge| needs(icon, &["href"], judge)]),
            text("listItemType", &[list_item_type]),
            text("maxSnippetLines", &[integer]),
            number("scale"),
        ])]]),
    ),
    number("scale"),
    LABEL_COLOUR,
])]]);

const LABEL_COLOUR: Element =
    text("labelColor", &[colour]).rules(&[|color, judge| replaced(color, "LabelStyle", judge)]);

/// `Icon`: a picture, which may be a part of one in KML 2.0.
pub(super) const ICON: Element = object(
    "Icon",
    &Grammar::of(&[&[OF_LINKS, own(&[OFFSET, OFFSET.named("y"), OFFSET.named("w"), OFFSET.named("h")])]]),
)
.rules(&[|icon, judge| needs(icon, &["href"], judge)]);

const OFFSET: Element = text("x", &[float]).rules(&[|offset, judge| replaced(offset, "Icon", judge)]);
