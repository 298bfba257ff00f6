//! See `rapporteur_fuzz::pdf`.
#![cfg_attr(feature = "libfuzzer", no_main)]

rapporteur_fuzz::target!(rapporteur_fuzz::pdf);
