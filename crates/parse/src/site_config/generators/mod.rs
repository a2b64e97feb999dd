//! The generators, one file each.

mod hugo;
mod javascript;
mod jekyll;
mod python;
mod quarto;
mod zola;

use super::generator::Generator;

/// The generators, in the order in which they are tried. Where two have a file of the same name, the one with the
/// stricter test comes first.
pub const ALL: [&Generator; 17] = [
    &javascript::hexo::HEXO,
    &jekyll::JEKYLL,
    &zola::ZOLA,
    &hugo::HUGO,
    &javascript::astro::ASTRO,
    &javascript::docusaurus::DOCUSAURUS,
    &javascript::eleventy::ELEVENTY,
    &javascript::gatsby::GATSBY,
    &javascript::vitepress::VITEPRESS,
    &javascript::vuepress::VUEPRESS,
    &javascript::nextjs::NEXTJS,
    &python::pelican::PELICAN,
    &python::nikola::NIKOLA,
    &python::sphinx::SPHINX,
    &python::mkdocs::MKDOCS,
    &python::lektor::LEKTOR,
    &quarto::QUARTO,
];
