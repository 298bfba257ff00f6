//! See `rapporteur_fuzz::remembered`.
#![cfg_attr(feature = "libfuzzer", no_main)]

rapporteur_fuzz::target!(rapporteur_fuzz::remembered);
