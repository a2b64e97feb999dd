//! Constructs of notebooks.

use super::{Construct, nest, repeat};

pub(super) fn constructs() -> Vec<Construct> {
    let ipynb = |name: &str, head, unit, tail| repeat("ipynb", name, head, unit, tail);
    const CELLS: &str = "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"markdown\",\"metadata\":{},\"source\":\"# T\"}";
    vec![
        ipynb(
            "markdown cells",
            CELLS,
            ",{\"cell_type\":\"markdown\",\"metadata\":{},\"source\":\"a\"}",
            "]}",
        ),
        ipynb(
            "code cells",
            CELLS,
            ",{\"cell_type\":\"code\",\"metadata\":{},\"source\":\"a\",\"outputs\":[]}",
            "]}",
        ),
        ipynb("short cells", CELLS, ",{}", "]}"),
        ipynb(
            "source lines",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"markdown\",\"metadata\":{},\"source\":[\"# T\\n\"",
            ",\"a\\n\"",
            "]}]}",
        ),
        ipynb(
            "empty source lines",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"markdown\",\"metadata\":{},\"source\":[\"# T\\n\"",
            ",\"\"",
            "]}]}",
        ),
        ipynb(
            "outputs",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"code\",\"metadata\":{},\"source\":\"a\",\"outputs\":[{\"output_type\":\"stream\",\"text\":\"a\"}",
            ",{\"output_type\":\"stream\",\"text\":\"a\"}",
            "]}]}",
        ),
        ipynb(
            "picture outputs",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"code\",\"metadata\":{},\"source\":\"a\",\"outputs\":[{\"output_type\":\"stream\",\"text\":\"a\"}",
            ",{\"output_type\":\"display_data\",\"data\":{\"image/png\":\"AAAA\"}}",
            "]}]}",
        ),
        ipynb(
            "html outputs",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"code\",\"metadata\":{},\"source\":\"a\",\"outputs\":[{\"output_type\":\"stream\",\"text\":\"a\"}",
            ",{\"output_type\":\"display_data\",\"data\":{\"text/html\":\"<table><tr><td>a</table>\"}}",
            "]}]}",
        ),
        ipynb(
            "terminal colours",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"code\",\"metadata\":{},\"source\":\"a\",\"outputs\":[{\"output_type\":\"stream\",\"text\":\"",
            "\\u001b[31m",
            "\"}]}]}",
        ),
        ipynb(
            "long picture",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"code\",\"metadata\":{},\"source\":\"a\",\"outputs\":[{\"output_type\":\"display_data\",\"data\":{\"image/png\":\"",
            "AAAA",
            "\"}}]}]}",
        ),
        ipynb(
            "attachments",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"markdown\",\"source\":\"# T\\n![a](attachment:a1.png)\",\"attachments\":{\"a.png\":{\"image/png\":\"AAAA\"}",
            ",\"a{n}.png\":{\"image/png\":\"AAAA\"}",
            "}}]}",
        ),
        ipynb(
            "attachment references",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"markdown\",\"attachments\":{\"a.png\":{\"image/png\":\"AAAA\"}},\"source\":\"# T\\n",
            "![a](attachment:a.png) ",
            "\"}]}",
        ),
        ipynb(
            "metadata",
            "{\"nbformat\":4,\"cells\":[{\"cell_type\":\"markdown\",\"source\":\"# T\"}],\"metadata\":{\"a\":1",
            ",\"a{n}\":1",
            "}}",
        ),
        ipynb(
            "numbers",
            "{\"nbformat\":4,\"cells\":[{\"cell_type\":\"markdown\",\"source\":\"# T\"}],\"metadata\":{\"a\":[0",
            ",1",
            "]}}",
        ),
        ipynb(
            "escapes",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"markdown\",\"metadata\":{},\"source\":\"# T\\n",
            "\\u0041",
            "\"}]}",
        ),
        ipynb(
            "front matter cells",
            "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"raw\",\"source\":\"---\\n",
            "a{n}: b\\n",
            "---\"},{\"cell_type\":\"markdown\",\"source\":\"# T\"}]}",
        ),
        nest("ipynb", "JSON depth", "{\"nbformat\":4,\"cells\":", "[", "1", "]"),
    ]
}
