//! The compressed backup file: `backup.jsonl.zst` beside the catalogue, an export compressed with Zstandard.

use super::error::TransferError;
use super::export;
use super::record::{Header, Record};
use super::record_lines::RecordLines;
use crate::storage::disk::{folder_of, remove, with_suffix};
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use std::cell::Cell;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Error, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use tidings_folder::state_file;

/// The name of the backup file.
const FILE_NAME: &str = "backup.jsonl.zst";

/// The first bytes of Zstandard data (RFC 8878, 3.1.1).
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// Compression level: 100,000 articles become a tenth of their export in about half a second.
const LEVEL: i32 = 3;

/// Largest window that is decompressed: 8 MiB of memory. Level 3 uses 2 MiB.
const MAX_WINDOW_LOG: u32 = 23;

/// Largest ratio of decompressed to compressed bytes, beyond [`FREE_BYTES`]. An export has a ratio of about
/// 10, because ids and hashes cannot be compressed.
const MAX_RATIO: u64 = 200;

/// Decompressed bytes that are accepted in any case.
const FREE_BYTES: u64 = 1024 * 1024;

/// The path of the backup of a catalogue.
pub(crate) fn backup_path(catalogue: &Path) -> PathBuf {
    catalogue.with_file_name(FILE_NAME)
}

/// Writes a backup atomically: a temporary file is written, synchronised to disk and renamed. The
/// modification time of the file is `now`. Returns the number of records; `None` if the catalogue is empty,
/// which needs no backup and must not replace an earlier one.
///
/// # Errors
/// The catalogue cannot be read, the file cannot be written, or `is_cancelled` became true. An earlier backup
/// is unchanged then.
pub(crate) fn write(
    connection: &Connection,
    path: &Path,
    now: DateTime<Utc>,
    is_cancelled: &AtomicBool,
) -> Result<Option<u64>, TransferError> {
    let is_empty = "SELECT NOT EXISTS (SELECT 1 FROM ledger)";
    if connection.query_row(is_empty, [], |row| row.get(0))? {
        return Ok(None);
    }
    let fresh = with_suffix(path, ".new");
    let written = write_file(connection, &fresh, now, is_cancelled).and_then(|records| {
        keep_larger(path, records)?;
        state_file::rename(&fresh, path)?;
        Ok(records)
    });
    if written.is_err() {
        let _ = remove(&fresh);
    }
    // The rename is durable once the folder is synchronised; not every system can do that.
    let _ = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
    written.map(Some)
}

fn write_file(
    connection: &Connection,
    path: &Path,
    now: DateTime<Utc>,
    is_cancelled: &AtomicBool,
) -> Result<u64, TransferError> {
    let mut encoder = zstd::stream::write::Encoder::new(state_file::create(path)?, LEVEL)?;
    encoder.include_checksum(true)?;
    let mut out = BufWriter::new(Cancellable { out: encoder, is_cancelled });
    let records = export::export(connection, &mut out)?;
    let encoder = out.into_inner().map_err(std::io::IntoInnerError::into_error)?.out;
    let file = encoder.finish()?;
    file.set_modified(now.into())?;
    file.sync_all()?;
    Ok(records)
}

/// Keeps an earlier backup under another name if the new one has less than half of its records: the catalogue
/// may have been lost and started again, and the earlier backup is then the only one with all ids.
fn keep_larger(path: &Path, records: u64) -> std::io::Result<()> {
    let Some(earlier) = read_header(path) else { return Ok(()) };
    if earlier.records / 2 <= records {
        return Ok(());
    }
    let kept = with_suffix(path, ".old");
    state_file::rename(path, &kept)?;
    tracing::warn!(
        "the new backup has {records} records and the earlier one {}, which is kept as {}; if articles are missing, \
         stop the program and run 'tidings catalogue import' with it",
        earlier.records,
        kept.display()
    );
    Ok(())
}

/// The header of a backup; `None` if the file is missing or is not a valid backup.
pub(super) fn read_header(path: &Path) -> Option<Header> {
    let mut lines = open(path).ok()?;
    match RecordLines::new(&mut lines).next() {
        Ok(Some((_, Record::Catalogue(header)))) => Some(header),
        _ => None,
    }
}

/// Opens a backup for reading its lines.
///
/// # Errors
/// The file cannot be opened.
pub(super) fn open(path: &Path) -> std::io::Result<impl BufRead> {
    decompress(BufReader::new(state_file::open(path)?))
}

/// Decompresses an export if it is compressed, and otherwise passes it on.
///
/// # Errors
/// The input cannot be read. Invalid data, and data that expands too much, are errors when the lines are
/// read.
pub(crate) fn decompress<'r>(mut input: impl BufRead + 'r) -> std::io::Result<Box<dyn BufRead + 'r>> {
    if !input.fill_buf()?.starts_with(&ZSTD_MAGIC) {
        return Ok(Box::new(input));
    }
    let consumed = Rc::new(Cell::new(0));
    let counted = BufReader::new(Counted { input, consumed: Rc::clone(&consumed) });
    let mut decoder = zstd::stream::read::Decoder::with_buffer(counted)?;
    decoder.window_log_max(MAX_WINDOW_LOG)?;
    Ok(Box::new(BufReader::new(RatioLimit { input: decoder, consumed, produced: 0 })))
}

/// Counts the bytes that are read from `input`.
struct Counted<R> {
    input: R,
    consumed: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.input.read(buffer)?;
        self.consumed.set(self.consumed.get() + length as u64);
        Ok(length)
    }
}

/// Fails if the decompressed data is much larger than any export can be.
struct RatioLimit<R> {
    input: R,
    consumed: Rc<Cell<u64>>,
    produced: u64,
}

impl<R: Read> Read for RatioLimit<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = self.input.read(buffer)?;
        self.produced += length as u64;
        if self.produced > FREE_BYTES + MAX_RATIO * self.consumed.get() {
            let reason = format!("it expands to more than {MAX_RATIO} times its size, as no export does");
            return Err(Error::new(ErrorKind::InvalidData, reason));
        }
        Ok(length)
    }
}

/// Fails once it is cancelled.
struct Cancellable<'c, W> {
    out: W,
    is_cancelled: &'c AtomicBool,
}

impl<W: Write> Write for Cancellable<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.is_cancelled.load(Ordering::Relaxed) {
            return Err(Error::other("cancelled, because the program ends"));
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}
