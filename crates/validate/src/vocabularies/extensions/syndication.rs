//! The syndication module: <https://web.resource.org/rss/1.0/modules/syndication/>.

use super::Element;
use crate::datatypes::{not_blank, positive_integer, update_period, w3cdtf_date};

pub(super) const FEED: &[Element] = &[
    Element::text("updatePeriod", &[update_period]).once(),
    Element::text("updateFrequency", &[positive_integer, not_blank]).once(),
    Element::text("updateBase", &[w3cdtf_date]).once(),
];
