//! See `rapporteur_fuzz::keymap`.
#![cfg_attr(feature = "libfuzzer", no_main)]

rapporteur_fuzz::target!(rapporteur_fuzz::keymap);
