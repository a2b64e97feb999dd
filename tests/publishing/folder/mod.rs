//! What happens to the content folder and the state folder while the server runs.

mod deployments;
mod removals;
mod state_folder;
mod unfinished;
