//! Files that somebody deleted, and earlier versions of files: the bins and version folders of storage
//! devices, operating systems and synchronisation programs.

use super::rule::PathTest::Directory;
use super::rule::{PathRule, private};

const BIN: &str = "it is in a folder of deleted files";

/// The rules, tried in order.
pub(super) const RULES: &[PathRule] = &[
    // Synology, QNAP, Samba's vfs_recycle, Windows.
    private(
        Directory(&[
            "#recycle",
            "@recycle",
            "$recycle.bin",
            "recycler",
            "recycled",
            "recycle bin",
            ".recycle",
        ]),
        BIN,
    ),
    // freedesktop.org's trash specification (`.Trash-1000`), macOS, Obsidian, TiddlyWiki, mail programs.
    private(
        Directory(&[
            ".trash",
            ".trashes",
            "~trash",
            "_trash",
            "trash",
            "network trash folder",
            "deleted",
            "deleted items",
            "deleted files",
            "recently deleted",
            "recently-deleted",
        ]),
        BIN,
    ),
    // The same in languages in which the desktop translates the name.
    private(
        Directory(&[
            "papierkorb",
            "corbeille",
            "papelera",
            "cestino",
            "lixeira",
            "prullenbak",
            "papperskorg",
            "papperskorgen",
            "papirkurv",
            "kosz",
            "корзина",
            "回收站",
            "资源回收筒",
            "ゴミ箱",
            "휴지통",
        ]),
        BIN,
    ),
    // Syncthing, Synology Drive and QNAP snapshots, Resilio, rsync's `--backup-dir` in its manual.
    private(
        Directory(&[
            ".stversions",
            "#snapshot",
            "@recently-snapshot",
            ".snapshot",
            ".snapshots",
            ".sync",
            ".zfs",
        ]),
        "it is in a folder of earlier versions",
    ),
    private(
        Directory(&["@eadir", "@tmp", "lost+found", "system volume information", "temporary items"]),
        "it is in a directory that only programs use",
    ),
];
