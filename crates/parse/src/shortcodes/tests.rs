//! Tests of templates: a table of texts with their resolved form.

use super::*;
use serde_json::Value;

fn fields() -> Vec<Field> {
    let field = |key: &str, value: &str| Field {
        key: key.to_owned(),
        value: Value::String(value.to_owned()),
        line: 1,
    };
    vec![field("title", "A title"), field("version", "2.1")]
}

fn resolved(text: &str) -> String {
    resolve(text, &fields(), HostFormat::Markdown).text
}

fn unknown(text: &str) -> Vec<String> {
    let problems = resolve(text, &fields(), HostFormat::Markdown).problems;
    problems.into_iter().map(|problem| problem.message).collect()
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(resolved(text), *expected, "{text}");
    }
}

#[test]
fn values_and_control() {
    check(&[
        // Texts that contain no template.
        ("A {{ without end, {% too", "A {{ without end, {% too"),
        ("`{{ x }}` and ``{% y %}``", "`{{ x }}` and ``{% y %}``"),
        ("a\n\n    {{ x }}\n", "a\n\n    {{ x }}\n"),
        ("<pre>{{ x }}</pre>", "<pre>{{ x }}</pre>"),
        ("$\\frac{{a}}{{b}}$ x^{{n}} \\vec{{v}}", "$\\frac{{a}}{{b}}$ x^{{n}} \\vec{{v}}"),
        ("@book{k, title = {{The Book}}}", "@book{k, title = {{The Book}}}"),
        // Values.
        ("{{ page.title }} v{{ version }}", "A title v2.1"),
        (
            "[a]({{ site.url }}/b) [c]({{site.baseurl}}) [d]: {{ site.url }}{% link _posts/e.md %}",
            "[a](/b) [c](/) [d]: /_posts/e.md",
        ),
        ("![x]({{ '/img/a b.png' | relative_url }})", "![x](/img/a%20b.png)"),
        ("{% assign dir = '/img' %}\n![x]({{ dir }}/a.png)", "![x](/img/a.png)"),
        ("{% capture x %}y{% endcapture %}{{ x }}", "y"),
        ("a {{ unknown }}b", "a b"),
        ("{{ unknown | default: \"c\" }}", "c"),
        ("a{# note #}b", "ab"),
        // Control.
        ("{% if a %}b{% else %}c{% endif %}", "b"),
        ("{% case a %}{% when 1 %}b{% when 2 %}c{% endcase %}", "b"),
        ("x\n{% if a %}\ny\n{%- endif -%}\nz\n", "x\ny\nz\n"),
        ("a{% for i in x %}[{{ i }}]{% endfor %}b", "ab"),
        ("a{% for i in x %}c{% endfor %}b", "acb"),
        ("a{% comment %}{{ x }} `{% endcomment %}b", "ab"),
        ("{% raw %}{{ x }} `{% y %}`{% endraw %} {{ title }}", "{{ x }} `{% y %}` A title"),
        ("`{% raw %}{{ x }}{% endraw %}`", "`{{ x }}`"),
    ]);
}

#[test]
fn listings() {
    check(&[
        (
            "{% highlight c linenos %}\nint a;\n\n  {{ x }}\n{% endhighlight %}\n",
            "```c\nint a;\n\n  {{ x }}\n```\n\n",
        ),
        ("> {% highlight c %}\n> int a;\n> {% endhighlight %}\n> b", "> ```c\n> int a;\n> ```\n> \n> b"),
        (
            "1. a\n\n   {% highlight c %}\nint a;\n   {% endhighlight %}\n",
            "1. a\n\n   ```c\n   int a;\n   ```\n   \n",
        ),
        ("{{< highlight go \"linenos=table\" >}}\n```\n{{< /highlight >}}", "````go\n```\n````\n"),
        ("a {% highlight c %}x < y{% endhighlight %} b", "a <code>x &lt; y</code> b"),
        ("{% codeblock a.js lang:js %}\nx\n{% endcodeblock %}", "```js\nx\n```\n"),
    ]);
}

#[test]
fn pictures_players_links_and_boxes() {
    check(&[
        (
            "{{< figure src=\"/a.png\" alt=\"An \\\"A\\\"\" caption=\"*C*\" >}}",
            "<figure><img src=\"/a.png\" alt=\"An &quot;A&quot;\"><figcaption><em>C</em></figcaption></figure>\n",
        ),
        ("a {% img left /i/a.png 300 200 The title %} b", "a <img src=\"/i/a.png\" alt=\"The title\"> b"),
        ("a {% include image.html url=\"/a.png\" %} b", "a <img src=\"/a.png\" alt=\"\"> b"),
        ("a {{ image(src=\"a.png\", alt=\"b\") }} c", "a <img src=\"a.png\" alt=\"b\"> c"),
        (
            "{{< youtube w7Ft2ymGmfc >}}",
            "<p><a href=\"https://www.youtube.com/watch?v=w7Ft2ymGmfc\">youtube.com/watch?v=w7Ft2ymGmfc</a></p>\n",
        ),
        (
            "x {{< tweet user=\"a\" id=\"12\" >}}",
            "x <a href=\"https://twitter.com/a/status/12\">twitter.com/a/status/12</a>",
        ),
        (
            "x {{< gist spf13 7896402 >}}",
            "x <a href=\"https://gist.github.com/spf13/7896402\">gist.github.com/spf13/7896402</a>",
        ),
        ("[a]({{< ref \"b.md#c\" >}}) [d]({{% relref \"/e/\" %}})", "[a](b.md#c) [d](/e/)"),
        ("[a]({% post_url 2026-01-02-b %})", "[a](/_posts/2026-01-02-b.md)"),
        ("{{< button href=\"/x\" >}}Go *on*{{< /button >}}", "<a href=\"/x\">Go *on*</a>"),
        // Boxes.
        (
            "{{% notice warning %}}\nHot *oil*\n{{% /notice %}}\nb",
            "<blockquote><p><strong>Warning</strong></p>\n\nHot *oil*\n\n</blockquote>\n\nb",
        ),
        ("{% quote(author=\"V\") %}\na\n{% end %}", "<blockquote>\n\na\n\n<p>— V</p></blockquote>\n"),
        ("{% details A b %}\na\n{% enddetails %}", "<details><summary>A b</summary>\n\na\n\n</details>\n"),
        // Unknown tags.
        ("a {{< x y=1 >}}b *c*{{< /x >}} {{< z >}}d", "a b *c* d"),
        ("a {{</* x */>}} b", "a {{&lt; x >}} b"),
    ]);
}

#[test]
fn unknown_tags_are_reported_once() {
    let text = "{{< x >}} {{< x >}} {% include y.html a=1 %} {% y %}text{% endy %} {{ z }} {{ site.url }}";
    let expected = [
        "The template tag {{< x >}} is unknown, so it is left out",
        "The template tag {% include y.html %} is unknown, so it is left out",
        "The template tag {% y %} is unknown, so only the text in it is shown",
        "The template tag {{ z }} is unknown, so it is left out",
    ];
    assert_eq!(unknown(text), expected);
}

#[test]
fn components_are_unwrapped() {
    let mdx = |text: &str| resolve(text, &fields(), HostFormat::Mdx).text;
    let cases = [
        ("import A from 'a'\n\n# {frontMatter.title}\n", "\n\n# A title\n"),
        ("a <B c={1}>d</B> e <F />g", "a d e g"),
        ("import p from './p.png'\n\na <Image src={p} alt=\"q\" />", "\n\na <img src=\"./p.png\" alt=\"q\">"),
        ("a <Link to=\"/b\">c</Link>", "a <a href=\"/b\">c</a>"),
        ("<div className=\"x\" style={{a: 1}}>y</div>", "<div>y</div>"),
        ("a {/* truncate */} b {1 + 1} `{c}` $x_{1}$", "a <!-- truncate --> b  `{c}` $x_{1}$"),
        ("a < b and {open", "a < b and {open"),
        ("## A {#b}", "## A {#b}"),
    ];
    for (text, expected) in cases {
        assert_eq!(mdx(text), expected, "{text}");
    }
    assert_eq!(resolve("a <Vec> {b}", &[], HostFormat::Markdown).text, "a <Vec> {b}");
}

#[test]
fn html_has_templates_too() {
    let html = |text: &str| resolve(text, &fields(), HostFormat::Html).text;
    let cases = [
        (
            "<p>`a`\n    {{ title }}</p>\n{% highlight c %}\na < b;\n{% endhighlight %}\n",
            "<p>`a`\n    A title</p>\n<pre><code class=\"language-c\">a &lt; b;\n</code></pre>\n\n",
        ),
        ("<pre>{{ x }}</pre><a href=\"{{ site.url }}/a\">", "<pre>{{ x }}</pre><a href=\"/a\">"),
    ];
    for (text, expected) in cases {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    let pieces = [
        "{%",
        "{% a %}",
        "{{",
        "{{<",
        "{{< a >}}",
        "{% raw %}",
        "{% highlight a %}",
        "{% if %}",
        "{% endif %}",
        "{# ",
        "{{</*",
        "<A b={",
        "<A ",
        "$",
        "`",
        "``x`",
        "<pre>",
        "> ",
        "{{ a }}",
        "- ",
        "{% for a %}",
        "<A>",
        "{% note %}",
        "{% endnote %}{% note %}",
        "export const a = {\n\n",
    ];
    for piece in pieces {
        let text = piece.repeat(20_000);
        resolve(&text, &[], HostFormat::Markdown);
        resolve(&text, &[], HostFormat::Mdx);
        resolve(&format!("{text}\n%}} }}}} >}} #}}"), &[], HostFormat::Markdown);
    }
}
