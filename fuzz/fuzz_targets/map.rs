//! See `rapporteur_fuzz::map`.
#![cfg_attr(feature = "libfuzzer", no_main)]

rapporteur_fuzz::target!(rapporteur_fuzz::map);
