//! See `rapporteur_fuzz::xlsx`.
#![cfg_attr(feature = "libfuzzer", no_main)]

rapporteur_fuzz::target!(rapporteur_fuzz::xlsx);
