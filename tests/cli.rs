//! The command line from outside: the real program, its files, its streams and its exit status.

mod bad_input;
mod desk;
mod document;
mod export;
mod output;
mod table;
mod work;
