//! See `rapporteur_fuzz::query_pieces`.
#![cfg_attr(feature = "libfuzzer", no_main)]

rapporteur_fuzz::target!(rapporteur_fuzz::query_pieces);
