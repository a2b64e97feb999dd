//! Rows of the ledger straight from the pages of a damaged file, where SQLite finds no way to them any more
//! (<https://www.sqlite.org/fileformat2.html>).

use super::record::LedgerRow;
use super::sql::moment;
use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom};
use std::path::Path;
use tidings_model::{ArticleId, ContentPath};

/// Bytes of a page, as this program makes files, and as it made them until version 3: SQLite's default.
const SIZES: [usize; 2] = [super::schema::PAGE as usize, 4096];

/// Bytes before the first page of a write-ahead log, and before each page in it.
const LOG_HEADER: u64 = 32;
const FRAME_HEADER: u64 = 24;

/// The first byte of a page that holds rows of a table.
const LEAF: u8 = 0x0d;

/// Bytes of SQLite's own at the beginning of the first page.
const FILE_HEADER: usize = 100;

/// Longest row that is looked at, bytes: two paths and some short texts.
const LONGEST: usize = 65_536;

/// Columns of the ledger.
const COLUMNS: usize = 12;

/// Hands over what looks like a row of the ledger, page by page; a log's newest pages first. Rows may come twice, in
/// an older and a newer state.
pub(super) fn ledger_rows(file: &Path, is_log: bool, mut found: impl FnMut(LedgerRow)) -> Result<()> {
    let mut pages = File::open(file)?;
    let told = told_size(&mut pages, is_log);
    // Where the file's header is damaged, what looks like a row does so in pages of the right size alone.
    SIZES
        .into_iter()
        .filter(|size| told.is_none_or(|told| told == *size))
        .try_for_each(|size| rows_of_size(&mut Pages { file: &mut pages, size }, is_log, &mut found))
}

/// The size of a page, as the file's header tells it.
fn told_size(file: &mut File, is_log: bool) -> Option<usize> {
    let mut header = [0; 18];
    file.read_exact(&mut header).ok()?;
    let told = match is_log {
        true => usize::try_from(u32::from_be_bytes(header.get(8..12)?.try_into().ok()?)).ok()?,
        false => usize::from(u16_at(&header, 16)?),
    };
    SIZES.contains(&told).then_some(told)
}

/// A file, and the size of its pages.
struct Pages<'f> {
    file: &'f mut File,
    size: usize,
}

fn rows_of_size(pages: &mut Pages<'_>, is_log: bool, found: &mut dyn FnMut(LedgerRow)) -> Result<()> {
    let length = pages.file.metadata()?.len();
    let size = pages.size as u64;
    let (before, step) = if is_log { (LOG_HEADER, size + FRAME_HEADER) } else { (0, size) };
    let count = length.saturating_sub(before) / step;
    for number in 0..count {
        let number = if is_log { count - 1 - number } else { number };
        let start = before + number * step + if is_log { FRAME_HEADER } else { 0 };
        let Some(page) = pages.at(start) else { continue };
        let header = if !is_log && number == 0 { FILE_HEADER } else { 0 };
        let cells = cells(&page, header);
        for cell in cells {
            // What goes on in other pages is followed in the file alone: a log has them in another order.
            let payload = match cell.next {
                None => Some(cell.local.to_vec()),
                Some(_) if is_log => None,
                Some(next) => pages.whole(cell.local, next, cell.length),
            };
            if let Some(row) = payload.as_deref().and_then(values).and_then(|values| row(&values)) {
                found(row);
            }
        }
    }
    Ok(())
}

/// A row as its page has it.
struct Cell<'p> {
    /// Bytes of the whole row.
    length: usize,
    /// Those that are in the page.
    local: &'p [u8],
    /// The page where it goes on.
    next: Option<u32>,
}

fn cells(page: &[u8], header: usize) -> Vec<Cell<'_>> {
    if page.get(header) != Some(&LEAF) {
        return Vec::new();
    }
    let count = u16_at(page, header + 3).map_or(0, usize::from);
    (0..count)
        .filter_map(|cell| u16_at(page, header + 8 + cell * 2))
        .filter_map(|start| cell_at(page, usize::from(start)))
        .collect()
}

fn cell_at(page: &[u8], start: usize) -> Option<Cell<'_>> {
    let mut bytes = page.get(start..)?;
    let length = usize::try_from(varint(&mut bytes)?).ok().filter(|length| *length <= LONGEST)?;
    let _row = varint(&mut bytes)?;
    let size = page.len();
    let most = size - 35;
    if length <= most {
        return Some(Cell { length, local: bytes.get(..length)?, next: None });
    }
    let least = (size - 12) * 32 / 255 - 23;
    let rest = least + (length - least) % (size - 4);
    let here = if rest <= most { rest } else { least };
    let next = u32::from_be_bytes(bytes.get(here..here + 4)?.try_into().ok()?);
    Some(Cell { length, local: bytes.get(..here)?, next: Some(next) })
}

impl Pages<'_> {
    fn at(&mut self, start: u64) -> Option<Vec<u8>> {
        let mut page = vec![0; self.size];
        self.file.seek(SeekFrom::Start(start)).ok()?;
        self.file.read_exact(&mut page).ok()?;
        Some(page)
    }

    /// A row that goes on in other pages, of which there are no more than its length needs.
    fn whole(&mut self, local: &[u8], mut next: u32, length: usize) -> Option<Vec<u8>> {
        let mut payload = local.to_vec();
        while payload.len() < length {
            let page = self.at(u64::from(next.checked_sub(1)?) * self.size as u64)?;
            next = u32::from_be_bytes(page.get(..4)?.try_into().ok()?);
            let missing = (length - payload.len()).min(self.size - 4);
            payload.extend_from_slice(page.get(4..4 + missing)?);
        }
        Some(payload)
    }
}

/// A value of a column, of the kinds that the ledger has.
enum Value {
    Null,
    Number(i64),
    Text(String),
}

/// The values of a row; `None` if it can't be one of the ledger.
fn values(payload: &[u8]) -> Option<Vec<Value>> {
    let mut bytes = payload;
    let header = usize::try_from(varint(&mut bytes)?).ok()?;
    let mut kinds = payload.get(payload.len() - bytes.len()..header)?;
    let mut body = payload.get(header..)?;
    let mut values = Vec::with_capacity(COLUMNS);
    while !kinds.is_empty() {
        let kind = varint(&mut kinds)?;
        let size = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 => 8,
            text if text >= 13 && text % 2 == 1 => (text - 13) / 2,
            _ => return None,
        };
        let (value, rest) = body.split_at_checked(usize::try_from(size).ok()?)?;
        body = rest;
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Number(0),
            9 => Value::Number(1),
            1..=6 => Value::Number(number(value)),
            _ => Value::Text(String::from_utf8(value.to_vec()).ok()?),
        });
        if values.len() > COLUMNS {
            return None;
        }
    }
    Some(values)
}

/// A row of the ledger, if the values are of its kinds.
fn row(values: &[Value]) -> Option<LedgerRow> {
    use Value::{Null, Number, Text};
    let [
        Null,
        Text(id),
        Number(explicit @ (0 | 1)),
        slug,
        Text(path),
        Text(first_path),
        Number(first_seen),
        Text(content_hash),
        Number(published),
        Number(updated),
        Number(was_public @ (0 | 1)),
        deleted_at,
    ] = values
    else {
        return None;
    };
    let slug = match slug {
        Null => None,
        Text(slug) => Some(slug.clone()),
        Number(_) => return None,
    };
    let deleted_at = match deleted_at {
        Null => None,
        Number(at) => Some(moment(*at)),
        Text(_) => return None,
    };
    Some(LedgerRow {
        id: ArticleId::from_ledger(id.clone()),
        explicit: *explicit == 1,
        slug,
        path: ContentPath::new(path)?,
        first_path: ContentPath::new(first_path)?,
        first_seen: moment(*first_seen),
        content_hash: content_hash.clone(),
        published: moment(*published),
        updated: moment(*updated),
        was_public: *was_public == 1,
        deleted_at,
    })
}

/// A big-endian number with a sign.
fn number(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|first| *first >= 0x80) { -1 } else { 0 };
    bytes.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte))
}

fn u16_at(page: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(page.get(at..at + 2)?.try_into().ok()?))
}

/// SQLite's number of one to nine bytes: seven bits in each, but for the ninth, which has eight.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for place in 0..9 {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        if place == 8 {
            return Some(number << 8 | u64::from(*first));
        }
        number = number << 7 | u64::from(*first & 0x7f);
        if *first < 0x80 {
            return Some(number);
        }
    }
    None
}
