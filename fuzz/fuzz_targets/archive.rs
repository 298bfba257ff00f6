//! See `rapporteur_fuzz::archive_of_files`.
#![cfg_attr(feature = "libfuzzer", no_main)]

rapporteur_fuzz::target!(rapporteur_fuzz::archive_of_files);
