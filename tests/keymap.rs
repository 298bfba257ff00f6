//! What keys do: default keys, keymap files, mistakes in them, and typing.

mod bad;
mod maps;
mod typing;
