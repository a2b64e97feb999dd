//! Generators that are written in JavaScript.

pub(super) mod astro;
pub(super) mod docusaurus;
pub(super) mod eleventy;
pub(super) mod gatsby;
pub(super) mod hexo;
pub(super) mod nextjs;
pub(super) mod vitepress;
pub(super) mod vuepress;
