//! Tests of HTML checks by the HTML standard of today.

use super::super::*;
use crate::Code;
use crate::datatypes::testing::assert_codes;

#[test]
fn html_of_today_is_accepted() {
    let good = [
        "<a href=\"https://quay.example/?a=1&b=2\">AT&T</a>",
        "<!-- a -- b --><p>c</p>",
        "<search><p role=search aria-label=a part=b slot=c inert popover fetchpriority=high loading=lazy>d</p></search>",
        "<video controls muted loop playsinline poster=https://quay.example/a.png></video>",
        "<math display=block><semantics><mrow><mi>x</mi><mo>=</mo><mn>2</mn></mrow><annotation \
         encoding=application/x-tex>x=2</annotation></semantics></math>",
        "<svg viewBox=\"0 0 1 1\"><defs><clipPath id=a><path d='M0'/></clipPath></defs><title>b</title></svg>",
        "<lite-youtube videoid=a></lite-youtube><g-emoji class=b alias=c>d</g-emoji>",
        "<input type=checkbox disabled> done <bdo dir=rtl>a</bdo>",
        "<form class=a><input type=email></form>",
        "<p onlinestore-id=a bogus>b</p>",
        "<img src='data:image/png;base64,iVBORw0KGgo=' alt=a>",
    ];
    assert_codes(html_fragment, Code::SecurityRiskAttr, good.get(..10).unwrap_or_default(), &[]);
    assert_codes(html_fragment_with_addresses, Code::ContainsRelRef, &[good[10]], &[]);
}

#[test]
fn what_runs_or_loads_is_dangerous() {
    let attributes = [
        "<p onclick=a()>b</p>",
        "<a href=javascript:a()>b</a>",
        "<a href=\"java&#10;script:a()\">b</a>",
        "<button formaction=https://quay.example/>a</button>",
        "<math><a href=javascript:a()>b</a></math>",
    ];
    assert_codes(html_fragment, Code::SecurityRiskAttr, &[], &attributes);
    let elements = [
        "<script src=https://quay.example/a.js></script>",
        "<iframe></iframe>",
        "<form action=https://quay.example/><input name=a></form>",
        "<svg><foreignObject></foreignObject></svg>",
        "<object data=https://quay.example/a></object>",
    ];
    assert_codes(html_fragment, Code::SecurityRisk, &[], &elements);
    assert_codes(html_fragment, Code::DangerousStyleAttr, &[], &["<p style='position:fixed'>a</p>"]);
}

#[test]
fn every_address_must_be_absolute() {
    let relative = [
        "<a href=#note>a</a>",
        "<img src=/a.png>",
        "<img src=https://quay.example/a.png srcset='/a.png 2x'>",
        "<picture><source srcset='a.webp 640w'></picture>",
        "<video poster=a.png></video>",
        "<audio src=//quay.example/a.mp3></audio>",
        "<track src=a.vtt>",
        "<blockquote cite=/a>b</blockquote>",
        "<area href=a>",
    ];
    let absolute =
        ["<img src=https://quay.example/a srcset='https://quay.example/a 1x, https://quay.example/b 2x'>"];
    assert_codes(html_fragment_with_addresses, Code::ContainsRelRef, &absolute, &relative);
}

#[test]
fn faulty_html_is_found() {
    let bad = [
        "&nbsp",
        "&notaname;",
        "&#0;",
        "<!-- a <!-- b -->",
        "<bogus>a</bogus>",
        "a < b",
        "<p class=a class=b>c</p>",
    ];
    assert_codes(html_fragment, Code::NotHtml, &[], &bad);
}

#[test]
fn an_ampersand_in_plain_text_is_text() {
    let good = ["AT&T", "https://quay.example/?v=1&t=2&ab_channel=a", "&v=1", "a & b", "&copy 2024"];
    assert_codes(no_html, Code::ContainsHTML, &good, &["a &amp; b", "a&nbsp;b", "a &#8212; b", "<b>a</b>"]);
}
