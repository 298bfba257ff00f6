//! Whether a file keeps to the standard's schemas, where a program is there that can tell.

use std::path::Path;
use std::process::Command;

use crate::cli::desk::shared;

const WITH_PYTHON: &str = "
import sys
try:
    from lxml import etree
    schema = etree.XMLSchema(etree.parse(sys.argv[1]))
    schema.assertValid(etree.parse(sys.argv[2]))
except ImportError:
    try:
        import xmlschema
    except ImportError:
        print('nothing'); sys.exit(0)
    xmlschema.validate(sys.argv[2], sys.argv[1])
print('valid')
";

/// Asserts that a file is valid; says on standard error when nothing is there to tell.
#[track_caller]
pub(super) fn assert_valid(xml: &[u8], schema: &str, folder: &Path) {
    let Some(shared) = shared() else { return };
    let schema = shared.join("refi-qda").join(schema);
    if !schema.is_file() {
        eprintln!("skipped: there is no schema {}", schema.display());
        return;
    }
    let file = folder.join("to-validate.xml");
    std::fs::write(&file, xml).unwrap();
    let lint = Command::new("xmllint").arg("--noout").arg("--schema").args([&schema, &file]).output();
    if let Ok(said) = lint {
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        return;
    }
    let python = Command::new("python3").args(["-c", WITH_PYTHON]).args([&schema, &file]).output();
    match python {
        Ok(said) if String::from_utf8_lossy(&said.stdout).trim() == "nothing" => {
            eprintln!("skipped: neither xmllint nor Python's lxml or xmlschema is here to validate with");
        }
        Ok(said) => assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr)),
        Err(_) => eprintln!("skipped: neither xmllint nor python3 is here to validate with"),
    }
}
