//! How programs save a file, by the system calls that they make, each with its source. The table is the input of
//! several tests: with pauses between the steps, and with the server killed between any two of them.

use super::document_case::pack;
use fastrand::Rng;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// One step of a save. Names are relative to the directory of the saved file; `*` stands for its name.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// Creates a file with the new content and closes it.
    Create(&'static str),
    /// Creates an empty file and closes it.
    CreateEmpty(&'static str),
    /// Opens the file, truncates it, pauses, writes the new content, pauses, and closes it.
    Truncate(&'static str),
    /// Writes the new content over the old one in two parts with a pause between them, cuts the file to its
    /// length, and closes it.
    Overwrite(&'static str),
    /// Creates a file that contains the old content of another one.
    Backup(&'static str, &'static str),
    /// `rename(2)`.
    Rename(&'static str, &'static str),
    /// `renameat2(2)` with `RENAME_EXCHANGE`, and `renamex_np` with `RENAME_SWAP` on macOS.
    Exchange(&'static str, &'static str),
    /// `link(2)`.
    Link(&'static str, &'static str),
    /// `unlink(2)`.
    Delete(&'static str),
    /// `mkdir(2)`.
    MakeDirectory(&'static str),
    /// `rmdir(2)`.
    RemoveDirectory(&'static str),
    /// Writes the new content outside the content folder and renames the file into it.
    MoveIn(&'static str),
}
use Step::{
    Backup, Create, CreateEmpty, Delete, Exchange, Link, MakeDirectory, MoveIn, Overwrite, RemoveDirectory,
    Rename, Truncate,
};

/// How a program saves a file.
pub struct Save {
    /// The program, also the name of the article's directory.
    pub program: &'static str,
    /// The name of the saved file.
    pub file: &'static str,
    pub steps: &'static [Step],
}

/// A row for a Markdown file.
const fn row(program: &'static str, steps: &'static [Step]) -> Save {
    Save { program, file: "post.md", steps }
}

/// Every program with its steps. Sources are named above each row.
pub const SAVES: &[Save] = &[
    // vim, `:help backupcopy` ("no" and usually "auto") and src/bufwrite.c: the file 4913 tests whether the directory
    // is writable; the original is renamed to the backup, which is deleted unless `backup` is set.
    row(
        "vim",
        &[CreateEmpty("4913"), Delete("4913"), Rename("*", "post.md~"), Create("*"), Delete("post.md~")],
    ),
    // vim, `:help backupcopy` ("yes"): the original is copied and written in place.
    row("vim backupcopy=yes", &[Backup("*", "post.md~"), Truncate("*"), Delete("post.md~")]),
    // vim with `set backup`: the backup stays.
    row("vim backup", &[Rename("*", "post.md~"), Create("*")]),
    // nano, src/files.c `write_file`: the file is opened with O_TRUNC. `--backup` copies it first.
    row("nano", &[Truncate("*")]),
    row("nano --backup", &[Backup("*", "post.md~"), Truncate("*")]),
    // Emacs manual, "Backup Copying": the first save of a session renames the file to the backup; `.#` is the lock
    // (a symbolic link there; its name is what matters here).
    row("emacs", &[CreateEmpty(".#post.md"), Rename("*", "post.md~"), Create("*"), Delete(".#post.md")]),
    // Emacs, lisp/files.el `basic-save-buffer-2` with `file-precious-flag`: `make-temp-name` after "tmp".
    row("emacs precious", &[Create("tmpK3x9Qa"), Rename("tmpK3x9Qa", "*")]),
    // Emacs with `backup-by-copying`, and its autosave file.
    row(
        "emacs by copying",
        &[Create("#post.md#"), Backup("*", "post.md~"), Truncate("*"), Delete("#post.md#")],
    ),
    // VS Code, src/vs/platform/files/node/diskFileSystemProvider.ts: opened with truncation; `atomic` writes use the
    // suffix `.vsctmp`.
    row("VS Code", &[Truncate("*")]),
    row("VS Code atomic", &[Create("post.md.vsctmp"), Rename("post.md.vsctmp", "*")]),
    // JetBrains, platform/util SafeFileOutputStream ("use safe write", on by default).
    row(
        "JetBrains",
        &[
            Create("post.md___jb_tmp___"),
            Rename("*", "post.md___jb_old___"),
            Rename("post.md___jb_tmp___", "*"),
            Delete("post.md___jb_old___"),
        ],
    ),
    // GLib, gio/glocalfileoutputstream.c `handle_overwrite_open`: gedit, GNOME Text Editor, Mousepad, xed.
    row("gedit", &[Create(".goutputstream-XA3B1Z"), Rename(".goutputstream-XA3B1Z", "*")]),
    row(
        "gedit with backup",
        &[Create(".goutputstream-XA3B1Z"), Link("*", "post.md~"), Rename(".goutputstream-XA3B1Z", "*")],
    ),
    // Qt, QSaveFile: QTemporaryFile adds six letters to the name; Kate, KWrite, Ghostwriter.
    row(
        "Kate",
        &[
            CreateEmpty(".post.md.kate-swp"),
            Create("post.md.AbCdEf"),
            Rename("post.md.AbCdEf", "*"),
            Delete(".post.md.kate-swp"),
        ],
    ),
    row(
        "Kate with backup",
        &[Backup("*", "post.md~"), Create("post.md.yXwVuT"), Rename("post.md.yXwVuT", "*")],
    ),
    // Word: "How Word uses temporary files": the new text is `~WRD`, the old one `~WRL`, `~$` is the owner file.
    Save {
        program: "Word",
        file: "post.docx",
        steps: &[
            CreateEmpty("~$post.docx"),
            Create("~WRD0000.tmp"),
            Rename("*", "~WRL0001.tmp"),
            Rename("~WRD0000.tmp", "*"),
            Delete("~WRL0001.tmp"),
            Delete("~$post.docx"),
        ],
    },
    // LibreOffice, sfx2/source/doc/docfile.cxx: the lock file, a temporary file `lu….tmp`, and a move over the
    // original; if that fails, a copy over it. Older versions use `….osl-tmp`.
    Save {
        program: "LibreOffice",
        file: "post.odt",
        steps: &[
            Create(".~lock.post.odt#"),
            Create("lu8421kx0b2.tmp"),
            Rename("lu8421kx0b2.tmp", "*"),
            Delete(".~lock.post.odt#"),
        ],
    },
    Save {
        program: "LibreOffice copying",
        file: "post.odt",
        steps: &[Create("luAb12.osl-tmp"), Overwrite("*"), Delete("luAb12.osl-tmp")],
    },
    // TextEdit, gorakhargosh/watchdog#538: NSDocument moves the original to NAME.sb-HEX-RANDOM and deletes it.
    row(
        "TextEdit",
        &[
            MakeDirectory("(A Document Being Saved By TextEdit)"),
            Create("(A Document Being Saved By TextEdit)/post.md"),
            Rename("*", "post.md.sb-fc8ad3a6-66GHcO"),
            Rename("(A Document Being Saved By TextEdit)/post.md", "*"),
            Delete("post.md.sb-fc8ad3a6-66GHcO"),
            RemoveDirectory("(A Document Being Saved By TextEdit)"),
        ],
    ),
    // iA Writer and other users of NSFileCoordinator: `replaceItemAt` exchanges the names on APFS.
    row(
        "iA Writer",
        &[
            MakeDirectory(".post.md.sb-1f2e3d4c-9aZbYc"),
            Create(".post.md.sb-1f2e3d4c-9aZbYc/post.md"),
            Exchange(".post.md.sb-1f2e3d4c-9aZbYc/post.md", "*"),
            Delete(".post.md.sb-1f2e3d4c-9aZbYc/post.md"),
            RemoveDirectory(".post.md.sb-1f2e3d4c-9aZbYc"),
        ],
    ),
    row(
        "exchange beside",
        &[
            Create("post.md.sb-77aa11bb-QwErTy"),
            Exchange("post.md.sb-77aa11bb-QwErTy", "*"),
            Delete("post.md.sb-77aa11bb-QwErTy"),
        ],
    ),
    // Obsidian: Node's fs.writeFile, in place.
    row("Obsidian", &[Truncate("*")]),
    // GNU sed, sed/execute.c `open_next_file`: mkostemp("./sedXXXXXX"). `-i.bak` keeps the original.
    row("sed -i", &[Create("sedAbC123"), Rename("sedAbC123", "*")]),
    row("sed -i.bak", &[Create("sedq7Zk0P"), Rename("*", "post.md.bak"), Rename("sedq7Zk0P", "*")]),
    // Perl 5.28 and later, Perl/perl5#16748: a work file `XX` with six more letters. Before: unlink, then create.
    row("perl -i", &[Create("XXH6qplJ"), Rename("XXH6qplJ", "*")]),
    row("perl -i before 5.28", &[Delete("*"), Create("*")]),
    // rsync, rsync(1): a hidden temporary file; `--inplace`; `--delay-updates`; `--backup`.
    row("rsync", &[Create(".post.md.k3Ab9Z"), Rename(".post.md.k3Ab9Z", "*")]),
    row("rsync --inplace", &[Overwrite("*")]),
    row(
        "rsync --delay-updates",
        &[
            MakeDirectory(".~tmp~"),
            Create(".~tmp~/post.md"),
            Rename(".~tmp~/post.md", "*"),
            RemoveDirectory(".~tmp~"),
        ],
    ),
    row(
        "rsync --backup",
        &[Create(".post.md.k3Ab9Z"), Rename("*", "post.md~"), Rename(".post.md.k3Ab9Z", "*")],
    ),
    // git, entry.c `checkout_entry`: unlink, then open with O_EXCL and write. `git stash` likewise.
    row("git checkout", &[Delete("*"), Create("*")]),
    // Syncthing, lib/fs/tempname.go and lib/versioner: with versions the original moves to `.stversions`.
    row("Syncthing", &[Create(".syncthing.post.md.tmp"), Rename(".syncthing.post.md.tmp", "*")]),
    row(
        "Syncthing with versions",
        &[
            Create(".syncthing.post.md.tmp"),
            MakeDirectory(".stversions"),
            Rename("*", ".stversions/post~20261130-120000.md"),
            Rename(".syncthing.post.md.tmp", "*"),
        ],
    ),
    // Dropbox: the new file waits in `.dropbox.cache`, where the old one goes.
    row(
        "Dropbox",
        &[
            MakeDirectory(".dropbox.cache"),
            Create(".dropbox.cache/new_files_x1"),
            Rename("*", ".dropbox.cache/post (deleted 1a2b).md"),
            Rename(".dropbox.cache/new_files_x1", "*"),
            Delete(".dropbox.cache/post (deleted 1a2b).md"),
            RemoveDirectory(".dropbox.cache"),
        ],
    ),
    // Nextcloud, src/libsync/propagatedownload.cpp `createDownloadTmpFileName`: `.NAME.~HASH`.
    row("Nextcloud", &[Create(".post.md.~1a2b3c4d"), Rename(".post.md.~1a2b3c4d", "*")]),
    // OneDrive: the Linux client downloads to `NAME.partial`; others write in place.
    row("OneDrive", &[Create("post.md.partial"), Rename("post.md.partial", "*")]),
    row("OneDrive in place", &[Overwrite("*")]),
    // Shopify/cli#7870: names with a process id and a hash, as of npm's write-file-atomic and many tools.
    row("write-file-atomic", &[Create("post.md.2871239423"), Rename("post.md.2871239423", "*")]),
    row(
        "temporary name with a process id",
        &[Create("post.md.tmp.93809.4dbd"), Rename("post.md.tmp.93809.4dbd", "*")],
    ),
    // Prefixes: Go's renameio, Python's atomicwrites, Unison.
    row("renameio", &[Create(".post.md1948201734"), Rename(".post.md1948201734", "*")]),
    row("tempfile beside", &[Create("tmp1x2y3z4_"), Rename("tmp1x2y3z4_", "*")]),
    row(
        "Unison",
        &[Create(".unison.post.md.5f1a.unison.tmp"), Rename(".unison.post.md.5f1a.unison.tmp", "*")],
    ),
    // Chromium's File System Access API (web editors): `NAME.crswap`.
    row("web editor", &[Create("post.md.crswap"), Rename("post.md.crswap", "*")]),
    // Firefox and wget-like tools download in parts; KDE's file manager copies to `NAME.part`.
    row("KDE copy", &[Create("post.md.part"), Delete("*"), Rename("post.md.part", "*")]),
    // A file manager moves a file in from elsewhere on the same file system, over the old one.
    row("move in", &[MoveIn("*")]),
    // `cp new post.md`: in place.
    row("cp", &[Truncate("*")]),
    // `install`, `cp --remove-destination`: unlink, then create.
    row("install", &[Delete("*"), Create("*")]),
    // `cp -l`, rsnapshot: a hard link as backup, then a save by renaming.
    row("hard-link backup", &[Link("*", "post.md.bak"), Create("post.md.new~"), Rename("post.md.new~", "*")]),
];

/// The place of a save: a directory of the content folder for the article, and one outside the content folder on the
/// same file system.
pub struct Place {
    pub directory: PathBuf,
    pub outside: PathBuf,
}

impl Save {
    fn path(&self, place: &Place, name: &str) -> PathBuf {
        place.directory.join(if name == "*" { self.file } else { name })
    }

    /// Carries out one step, with pauses inside steps that hold a file open.
    pub fn carry_out(&self, step: Step, place: &Place, new: &[u8], pause: Duration) {
        let at = |name: &str| self.path(place, name);
        match step {
            Create(name) => fs::write(at(name), new).unwrap(),
            CreateEmpty(name) => fs::write(at(name), b"").unwrap(),
            Truncate(name) => {
                let mut file = File::create(at(name)).unwrap();
                std::thread::sleep(pause);
                file.write_all(new).unwrap();
                std::thread::sleep(pause);
            }
            Overwrite(name) => {
                let mut file = OpenOptions::new().write(true).open(at(name)).unwrap();
                let (first, second) = new.split_at(new.len() / 2);
                file.write_all(first).unwrap();
                std::thread::sleep(pause);
                file.write_all(second).unwrap();
                file.set_len(new.len() as u64).unwrap();
            }
            Backup(from, to) => drop(fs::copy(at(from), at(to)).unwrap()),
            Rename(from, to) => fs::rename(at(from), at(to)).unwrap(),
            Exchange(a, b) => exchange(&at(a), &at(b)),
            Link(from, to) => fs::hard_link(at(from), at(to)).unwrap(),
            Delete(name) => fs::remove_file(at(name)).unwrap(),
            MakeDirectory(name) => fs::create_dir(at(name)).unwrap(),
            RemoveDirectory(name) => fs::remove_dir(at(name)).unwrap(),
            MoveIn(name) => {
                let outside = place.outside.join(self.program);
                fs::write(&outside, new).unwrap();
                fs::rename(outside, at(name)).unwrap();
            }
        }
    }

    /// The names in the directory that a complete save leaves beside the saved file, deleted so that another save
    /// finds what the first one found.
    pub fn clean_up(&self, place: &Place) {
        for entry in fs::read_dir(&place.directory).unwrap() {
            let entry = entry.unwrap();
            if entry.file_name() != self.file {
                match entry.file_type().unwrap().is_dir() {
                    true => fs::remove_dir_all(entry.path()).unwrap(),
                    false => fs::remove_file(entry.path()).unwrap(),
                }
            }
        }
    }

    /// The title of the program's article.
    pub fn title(&self) -> String {
        format!("Saved by {}", self.program)
    }

    /// A version of the program's article, in the format of the saved file: undated, with a text of its own that ends
    /// with `ending`.
    pub fn document(&self, ending: &str) -> Vec<u8> {
        let seed =
            self.program.bytes().fold(7, |seed: u64, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
        let (title, text) = (self.title(), format!("{}{ending}", sentences(8, &mut Rng::with_seed(seed))));
        let (title, text) = (title.as_str(), text.as_str());
        match Path::new(self.file).extension().and_then(|extension| extension.to_str()) {
            Some("docx") => docx(title, text),
            Some("odt") => odt(title, text),
            _ => format!("---\ntitle: {title}\n---\n\n{text}\n").into_bytes(),
        }
    }
}

/// Sentences of random words.
pub fn sentences(count: usize, random: &mut Rng) -> String {
    let mut word = || (0..random.usize(2..9)).map(|_| random.lowercase()).collect::<String>();
    (0..count).map(|_| format!("{} {} {} {} {}. ", word(), word(), word(), word(), word())).collect()
}

/// Exchanges two names.
pub fn exchange(a: &Path, b: &Path) {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).unwrap();
}

fn docx(title: &str, text: &str) -> Vec<u8> {
    let types = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>";
    let document = format!(
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:pPr>\
         <w:pStyle w:val='Title'/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p><w:p><w:r><w:t>{text}</w:t></w:r></w:p>\
         </w:body></w:document>"
    );
    pack([
        ("[Content_Types].xml".to_owned(), types.into()),
        ("word/document.xml".to_owned(), document.into()),
    ])
}

fn odt(title: &str, text: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
         xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text><text:h \
         text:outline-level='1'>{title}</text:h><text:p>{text}</text:p></office:text></office:body>\
         </office:document-content>"
    );
    let kind = "application/vnd.oasis.opendocument.text";
    pack([("mimetype".to_owned(), kind.into()), ("content.xml".to_owned(), content.into())])
}
