//! See `rapporteur_fuzz::odt`.
#![cfg_attr(feature = "libfuzzer", no_main)]

rapporteur_fuzz::target!(rapporteur_fuzz::odt);
