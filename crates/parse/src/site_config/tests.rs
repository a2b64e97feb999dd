use super::{ConfigurationFile, GENERATORS, MAX_CONFIGURATION_BYTES, SiteConfiguration};
use std::time::Instant;

fn read(files: &[(&str, &str)]) -> Option<SiteConfiguration> {
    GENERATORS.iter().find_map(|generator| {
        let is_own = |path: &str| {
            generator.files.iter().any(|file| match file.pattern {
                super::FilePattern::Path(own) => own == path,
                super::FilePattern::Suffix(suffix) => path.ends_with(suffix),
            })
        };
        let files: Vec<ConfigurationFile> = files
            .iter()
            .filter(|(path, _)| is_own(path))
            .map(|(path, text)| ConfigurationFile {
                path: (*path).to_owned(),
                bytes: text.as_bytes().to_vec(),
            })
            .collect();
        generator.read(&files)
    })
}

/// `generator: title | description | author | base_url | language | timezone | content | excluded outputs`.
fn summary(files: &[(&str, &str)]) -> String {
    let Some(found) = read(files) else { return "none".to_owned() };
    let values = found.values.by_setting().map(|(_, given)| given.map_or("-", |given| given.value.as_str()));
    let only = found.only.map_or("-".to_owned(), |only| only.paths.join(","));
    let output = found.excluded.iter().find(|folder| folder.reason.contains("the output"));
    let output = output.map_or("-", |folder| folder.path.as_str());
    format!("{}: {} | {only} | {output}", found.generator, values.join(" | "))
}

#[test]
fn every_generator() {
    let cases: [(&[(&str, &str)], &str); 20] = [
        (
            &[(
                "_config.yml",
                "title: Notes\nauthor:\n  name: Jane\nurl: https://a.example\ntimezone: Europe/Berlin\nlang: de\n",
            )],
            "Jekyll: Notes | - | Jane | https://a.example | de | Europe/Berlin | - | _site",
        ),
        (
            &[(
                "_config.yml",
                "title: Hexo\nauthor: Jo\nlanguage:\n- zh-CN\n- en\nsource_dir: source\npublic_dir: out\n",
            )],
            "Hexo: Hexo | - | Jo | - | zh-CN | - | source | out",
        ),
        (
            &[(
                "hugo.toml",
                "baseURL = 'https://a.example/'\ntitle = 'H'\n[params]\ndescription = 'D'\nauthor = 'J'\n",
            )],
            "Hugo: H | D | J | https://a.example/ | - | - | content | public",
        ),
        (
            &[
                ("config/_default/hugo.toml", "defaultContentLanguage = 'fr'\npublishDir = 'docs'\n"),
                ("config/_default/languages.toml", "[fr]\ntitle = 'Bonjour'\n"),
                ("config/_default/params.toml", "[author]\nname = 'Jeanne'\n"),
            ],
            "Hugo: Bonjour | - | Jeanne | - | fr | - | content | docs",
        ),
        (
            &[(
                "hugo.yaml",
                "baseURL: /\ntitle: M\nmodule:\n  mounts:\n  - source: notes\n    target: content\n",
            )],
            "Hugo: M | - | - | / | - | - | - | public",
        ),
        (
            &[(
                "config.toml",
                "base_url = 'https://z.example'\ntitle = 'Z'\ndefault_language = 'en'\n[extra]\nauthor = 'A'\n",
            )],
            "Zola: Z | - | A | https://z.example | en | - | content | public",
        ),
        (&[("config.toml", "[server]\nport = 80\ntitle = 'a program'\n")], "none"),
        (
            &[(
                "pelicanconf.py",
                "AUTHOR = u'Jane'\nSITENAME = \"It's\" ' here'  # x\nPATH = 'content'\nTIMEZONE = 'Asia/Tokyo'\n",
            )],
            "Pelican: It's here | - | Jane | - | - | Asia/Tokyo | content | output",
        ),
        (
            &[(
                "conf.py",
                "BLOG_AUTHOR = \"N\"\nBLOG_TITLE = \"Nik\"\nDEFAULT_LANG = 'it'\nX = {\n'BLOG_TITLE': 'no'}\n",
            )],
            "Nikola: Nik | - | N | - | it | - | - | output",
        ),
        (
            &[("conf.py", "project = 'S'\nextensions = ['ablog']\nblog_title = 'ABlog'\n")],
            "Sphinx: ABlog | - | - | - | - | - | - | _build",
        ),
        (
            &[
                (
                    "eleventy.config.js",
                    "export default function (c) {\n  return { dir: { input: 'src', output: 'www' } };\n}\n",
                ),
                (
                    "src/_data/site.json",
                    "{\"title\": \"E\", \"author\": {\"name\": \"Al\"}, \"language\": \"en\"}",
                ),
            ],
            "Eleventy: E | - | Al | - | en | - | src | www",
        ),
        (
            &[
                (
                    "astro.config.mjs",
                    "export default defineConfig({ site: 'https://as.example', integrations: [mdx({title: 'no'})] })",
                ),
                (
                    "src/consts.ts",
                    "// x\nexport const SITE_TITLE = 'Astro';\nexport const SITE_DESCRIPTION: string = `D`;\n",
                ),
            ],
            "Astro: Astro | D | - | https://as.example | - | - | - | dist",
        ),
        (
            &[(
                "docusaurus.config.ts",
                "const config: Config = {\n  title: 'Docu',\n  tagline: 'T',\n  url: 'https://d.example',\n  i18n: { defaultLocale: 'en', locales: ['en'] },\n  themeConfig: { navbar: { title: 'no' } },\n};\nexport default config;\n",
            )],
            "Docusaurus: Docu | T | - | https://d.example | en | - | - | build",
        ),
        (
            &[(
                "docs/.vitepress/config.mts",
                "export default defineConfig({ lang: 'ja', title: \"V\", themeConfig: { nav: [{ text: 'x', title: 'n' }] } })",
            )],
            "VitePress: V | - | - | - | ja | - | - | -",
        ),
        (
            &[("docs/.vuepress/config.js", "module.exports = { title: 'Vue', dest: 'dist' }")],
            "VuePress: Vue | - | - | - | - | - | - | dist",
        ),
        (
            &[(
                "mkdocs.yml",
                "site_name: M\nsite_author: A\ntheme:\n  name: material\n  language: de\nplugins:\n- tags: !!python/name:x.y\n",
            )],
            "MkDocs: M | - | A | - | de | - | docs | site",
        ),
        (
            &[("Blog.lektorproject", "[project]\nname = L\nurl = https://l.example\n")],
            "Lektor: L | - | - | https://l.example | - | - | content | build",
        ),
        (
            &[(
                "_quarto.yml",
                "project:\n  type: website\n  output-dir: docs\nwebsite:\n  title: Q\n  description: D\nlang: en\n",
            )],
            "Quarto: Q | D | - | - | en | - | - | docs",
        ),
        (
            &[(
                "gatsby-config.js",
                "module.exports = {\n  siteMetadata: { title: `G`, author: { name: `A` }, siteUrl: `https://g.example` },\n  plugins: [{ resolve: `x`, options: { title: `no` } }],\n}\n",
            )],
            "Gatsby: G | - | A | https://g.example | - | - | - | public",
        ),
        (
            &[
                ("next.config.js", "module.exports = {}"),
                (
                    "data/siteMetadata.js",
                    "const siteMetadata = {\n  title: 'N',\n  author: 'T',\n  language: 'en-us',\n}\nmodule.exports = siteMetadata\n",
                ),
            ],
            "Next.js: N | - | T | - | en-us | - | - | out",
        ),
    ];
    for (files, expected) in cases {
        assert_eq!(summary(files), expected, "{files:?}");
    }
}

#[test]
fn a_computed_value_is_told_and_not_guessed() {
    let told = |files| -> Vec<String> {
        let found = read(files).unwrap();
        assert_eq!(found.values.title, None, "{files:?}");
        found.problems.iter().map(|(file, problem)| format!("{file}: {problem}")).collect()
    };
    let cases: [(&[(&str, &str)], &str); 7] = [
        (&[("pelicanconf.py", "SITENAME = os.environ['X']\n")], "line 1: 'SITENAME' is computed"),
        (&[("pelicanconf.py", "X = 1\nSITENAME = f'{X}'\n")], "line 2: 'SITENAME' is computed"),
        (&[("pelicanconf.py", "SITENAME = 'a' + x\n")], "'SITENAME' is computed"),
        (
            &[("docusaurus.config.js", "export default { title: process.env.T ?? 'x' }")],
            "'title' is computed",
        ),
        (&[("docusaurus.config.js", "export default { title: `${a}` }")], "'title' is computed"),
        (
            &[("docusaurus.config.js", "const a = { title: 'x' }, b = { title: 'y' }")],
            "'title' is given twice",
        ),
        (&[("_config.yml", "title: [\n")], "the configuration is not valid YAML"),
    ];
    for (files, part) in cases {
        let told = told(files);
        assert!(
            told.iter().any(|line| line.contains(part) && line.contains("tidings.toml")),
            "{files:?}: {told:?}"
        );
    }
}

#[test]
fn an_output_folder_never_contains_the_articles() {
    for destination in [".", "./", "", "content", "..", "/srv/www", "../out"] {
        let text = format!("baseURL = '/'\npublishDir = '{destination}'\n");
        let found = read(&[("hugo.toml", &text)]).unwrap();
        let outputs: Vec<&str> = found
            .excluded
            .iter()
            .filter(|folder| folder.reason.contains("output"))
            .map(|folder| folder.path.as_str())
            .collect();
        assert_eq!(outputs, ["public"], "{destination}");
    }
}

/// Texts that cost quadratic time in a careless reader, or that open what they never close.
#[test]
fn hostile_configurations_are_read_in_linear_time() {
    let pieces = [
        "'\\", "\"", "`${", "'''\\", "{", "[", "(", "a:{", "a={", "a='b',", "/*", "//", "f'{", "\\\n", "é",
        "key: ", "- ", "&a [*a,", "[a.", "a = ", "'''", "# ",
    ];
    let files =
        ["pelicanconf.py", "docusaurus.config.js", "_config.yml", "hugo.toml", "A.lektorproject", "conf.py"];
    let texts: Vec<String> = (0..pieces.len())
        .flat_map(|at| [1, 5].map(|next| format!("{}{}", pieces[at], pieces[(at + next) % pieces.len()])))
        .collect();
    let time = |times: usize| {
        let started = Instant::now();
        for (text, file) in texts.iter().flat_map(|text| files.map(|file| (text, file))) {
            let _ = read(&[(file, &text.repeat(times))]);
        }
        started.elapsed().as_secs_f64()
    };
    let (few, many) = (time(500), time(4000));
    assert!(many < 24.0 * few, "eight times the text took {many} s instead of {few} s");
    let long = "x".repeat(MAX_CONFIGURATION_BYTES + 1);
    assert!(read(&[("pelicanconf.py", &long)]).unwrap().problems[0].1.message.contains("256 KiB"));
    assert!(read(&[("pelicanconf.py", "\u{feff}SITENAME = 'a'")]).unwrap().values.title.is_some());
}
