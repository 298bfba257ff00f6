//! See `rapporteur_fuzz::markdown`.
#![cfg_attr(feature = "libfuzzer", no_main)]

rapporteur_fuzz::target!(rapporteur_fuzz::markdown);
