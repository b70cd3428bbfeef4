#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| kohtaa_fuzz::targets::form(bytes));
