//! The lists of what feed readers keep. What stands not here they drop, or should.

/// Attributes of HTML that readers keep, `style` (which is judged by what it says) and `data-*` aside.
#[rustfmt::skip]
pub(super) const ATTRIBUTES: [&str; 172] = [
    "abbr", "accept", "accept-charset", "accesskey", "action", "align", "allow", "allowfullscreen",
    "allowpaymentrequest", "alt", "as", "autocapitalize", "autocomplete", "autofocus", "autoplay", "axis",
    "background", "balance", "bgcolor", "bgproperties", "border", "bordercolor", "bordercolordark",
    "bordercolorlight", "bottompadding", "cellpadding", "cellspacing", "ch", "challenge", "char", "charoff",
    "charset", "checked", "choff", "cite", "class", "clear", "color", "cols", "colspan", "compact",
    "contenteditable", "coords", "crossorigin", "data", "datafld", "datapagesize", "datasrc", "datetime",
    "decoding", "default", "delay", "dir", "dirname", "disabled", "download", "draggable", "dynsrc",
    "enctype", "end", "enterkeyhint", "face", "for", "form", "formenctype", "frame", "galleryimg", "gutter",
    "headers", "height", "hidden", "hidefocus", "high", "href", "hreflang", "hspace", "icon", "id",
    "inputmode", "is", "ismap", "itemid", "itemprop", "itemref", "itemscope", "itemtype", "keytype", "kind",
    "label", "lang", "leftspacing", "list", "loading", "longdesc", "loop", "loopcount", "loopend",
    "loopstart", "low", "lowsrc", "max", "maxlength", "media", "method", "min", "minlength", "multiple",
    "muted", "name", "nohref", "nonce", "noshade", "nowrap", "open", "optimum", "pattern", "ping",
    "placeholder", "playsinline", "point-size", "poster", "pqg", "preload", "prompt", "radiogroup",
    "readonly", "referrerpolicy", "rel", "repeat-max", "repeat-min", "replace", "required", "rev",
    "reversed", "rightspacing", "rows", "rowspan", "rules", "scope", "selected", "shape", "size", "sizes",
    "span", "spellcheck", "src", "srclang", "srcset", "start", "step", "summary", "suppress", "tabindex",
    "target", "template", "title", "toppadding", "translate", "type", "unselectable", "urn", "usemap",
    "valign", "value", "variable", "volume", "vrml", "vspace", "width", "wrap", "xml:lang", "xmlns",
];

/// Elements of SVG (SVG Tiny 1.1 without foreign objects and images, and gradients).
#[rustfmt::skip]
pub(super) const SVG_ELEMENTS: [&str; 34] = [
    "a", "animate", "animateColor", "animateMotion", "animateTransform", "circle", "defs", "desc",
    "ellipse", "font-face", "font-face-name", "font-face-src", "g", "glyph", "hkern", "line",
    "linearGradient", "marker", "metadata", "missing-glyph", "mpath", "path", "polygon", "polyline",
    "radialGradient", "rect", "set", "stop", "svg", "switch", "text", "title", "tspan", "use",
];

/// Attributes of SVG.
#[rustfmt::skip]
pub(super) const SVG_ATTRIBUTES: [&str; 133] = [
    "accent-height", "accumulate", "additive", "alphabetic", "arabic-form", "ascent", "attributeName",
    "attributeType", "baseProfile", "bbox", "begin", "by", "calcMode", "cap-height", "class", "color",
    "color-rendering", "content", "cx", "cy", "d", "descent", "display", "dur", "dx", "dy", "end", "fill",
    "fill-opacity", "fill-rule", "font-family", "font-size", "font-stretch", "font-style", "font-variant",
    "font-weight", "from", "fx", "fy", "g1", "g2", "glyph-name", "gradientUnits", "hanging", "height",
    "horiz-adv-x", "horiz-origin-x", "id", "ideographic", "k", "keyPoints", "keySplines", "keyTimes",
    "lang", "marker-end", "marker-mid", "marker-start", "markerHeight", "markerUnits", "markerWidth",
    "mathematical", "max", "min", "name", "offset", "opacity", "orient", "origin", "overline-position",
    "overline-thickness", "panose-1", "path", "pathLength", "points", "preserveAspectRatio", "r", "refX",
    "refY", "repeatCount", "repeatDur", "requiredExtensions", "requiredFeatures", "restart", "rotate", "rx",
    "ry", "slope", "stemh", "stemv", "stop-color", "stop-opacity", "strikethrough-position",
    "strikethrough-thickness", "stroke", "stroke-dasharray", "stroke-dashoffset", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "style", "systemLanguage",
    "target", "text-anchor", "to", "transform", "type", "u1", "u2", "underline-position",
    "underline-thickness", "unicode", "unicode-range", "units-per-em", "values", "version", "viewBox",
    "visibility", "width", "widths", "x", "x-height", "x1", "x2", "xml:base", "xml:lang", "xml:space",
    "xmlns", "y", "y1", "y2", "zoomAndPan",
];

/// Elements of MathML.
#[rustfmt::skip]
pub(super) const MATHML_ELEMENTS: [&str; 30] = [
    "annotation", "annotation-xml", "maction", "math", "merror", "mfrac", "mi", "mmultiscripts", "mn", "mo",
    "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub",
    "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "semantics",
];

/// Attributes of MathML.
#[rustfmt::skip]
pub(super) const MATHML_ATTRIBUTES: [&str; 36] = [
    "actiontype", "align", "columnalign", "columnlines", "columnspacing", "columnspan", "depth", "display",
    "displaystyle", "encoding", "equalcolumns", "equalrows", "fence", "fontstyle", "fontweight", "frame",
    "height", "linethickness", "lspace", "mathbackground", "mathcolor", "mathvariant", "maxsize", "minsize",
    "other", "rowalign", "rowlines", "rowspacing", "rowspan", "rspace", "scriptlevel", "selection",
    "separator", "stretchy", "width", "xmlns",
];

/// Properties of CSS that move nothing out of its entry and load nothing.
#[rustfmt::skip]
pub(super) const STYLE_PROPERTIES: [&str; 74] = [
    "azimuth", "background", "background-color", "border", "border-bottom", "border-bottom-color",
    "border-bottom-style", "border-bottom-width", "border-collapse", "border-color", "border-left",
    "border-left-color", "border-left-style", "border-left-width", "border-right", "border-right-color",
    "border-right-style", "border-right-width", "border-spacing", "border-style", "border-top",
    "border-top-color", "border-top-style", "border-top-width", "border-width", "clear", "color", "cursor",
    "direction", "display", "elevation", "float", "font", "font-family", "font-size", "font-style",
    "font-variant", "font-weight", "height", "letter-spacing", "line-height", "list-style-type", "margin",
    "margin-bottom", "margin-left", "margin-right", "margin-top", "overflow", "padding", "padding-bottom",
    "padding-left", "padding-right", "padding-top", "pause", "pause-after", "pause-before", "pitch",
    "pitch-range", "richness", "speak", "speak-header", "speak-numeral", "speak-punctuation", "speech-rate",
    "stress", "text-align", "text-decoration", "text-indent", "unicode-bidi", "vertical-align",
    "voice-family", "volume", "white-space", "width",
];

/// Words that backgrounds, borders, margins and paddings may be.
#[rustfmt::skip]
pub(super) const STYLE_WORDS: [&str; 39] = [
    "!important", "aqua", "auto", "black", "block", "blue", "bold", "both", "bottom", "brown", "center",
    "collapse", "dashed", "dotted", "fuchsia", "gray", "green", "italic", "left", "lime", "maroon",
    "medium", "navy", "none", "normal", "nowrap", "olive", "pointer", "purple", "red", "right", "silver",
    "solid", "teal", "top", "transparent", "underline", "white", "yellow",
];

/// Whether a list, which is in alphabetical order, has a name.
pub(super) fn has(names: &[&str], name: &str) -> bool {
    names.binary_search(&name).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_stand_in_order() {
        let lists: [&[&str]; 7] = [
            &ATTRIBUTES,
            &SVG_ELEMENTS,
            &SVG_ATTRIBUTES,
            &MATHML_ELEMENTS,
            &MATHML_ATTRIBUTES,
            &STYLE_PROPERTIES,
            &STYLE_WORDS,
        ];
        for list in lists {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
