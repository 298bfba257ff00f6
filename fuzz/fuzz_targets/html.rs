//! See `rapporteur_fuzz::html`.
#![cfg_attr(feature = "libfuzzer", no_main)]

rapporteur_fuzz::target!(rapporteur_fuzz::html);
